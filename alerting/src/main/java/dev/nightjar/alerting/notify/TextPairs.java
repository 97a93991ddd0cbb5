package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightjar.alerting.template.TextList;
import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.Method;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.TextMap;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Labels or annotations as templates see them: a map by name, with {@code SortedPairs}, {@code Names} and so on. */
final class TextPairs extends AbstractMap<String, String> implements TextMap {
    private static final Signature REMOVE = Signature.of(Parameter.STRINGS);

    private final SortedMap<String, String> texts;

    TextPairs(Map<String, String> texts) {
        this.texts = new TreeMap<>(texts);
    }

    @Override
    public String type() {
        return "template.KV";
    }

    @Override
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    @Override
    public Map<String, String> texts() {
        return texts;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return texts.entrySet();
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "SortedPairs" -> new SortedPairs(sorted());
            case "Names" -> new TextList(sorted().stream().map(Pair::name).toList());
            case "Values" -> new TextList(sorted().stream().map(Pair::value).toList());
            default -> null;
        };
    }

    @Override
    public @Nullable Method method(String name) {
        return name.equals("Remove") ? new Method(REMOVE, arguments -> without(arguments.getFirst())) : null;
    }

    @Override
    public Optional<String> printed() {
        return Optional.of(printed(sorted()));
    }

    private static String printed(List<Pair> pairs) {
        return pairs.stream().map(pair -> pair.name() + "=" + pair.value()).collect(Collectors.joining(", "));
    }

    private TextPairs without(@Nullable Object names) {
        SortedMap<String, String> rest = new TreeMap<>(texts);
        if (names instanceof Collection<?> all) {
            all.forEach(name -> rest.remove(String.valueOf(name)));
        }
        return new TextPairs(rest);
    }

    /** The alert's name first, then by name. */
    private List<Pair> sorted() {
        return texts.entrySet().stream()
                .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> {
                    boolean firstA = a.name().equals("alertname");
                    boolean firstB = b.name().equals("alertname");
                    return firstA == firstB ? a.name().compareTo(b.name()) : firstA ? -1 : 1;
                })
                .toList();
    }

    /** One of them. */
    record Pair(
            @JsonProperty("Name") String name,
            @JsonProperty("Value") String value) implements GoObject {
        @Override
        public String type() {
            return "template.Pair";
        }

        @Override
        public Optional<String> printed() {
            return Optional.of("{" + name + " " + value + "}");
        }

        @Override
        public @Nullable Object member(String field) {
            return switch (field) {
                case "Name" -> name;
                case "Value" -> value;
                default -> null;
            };
        }
    }

    /** All of them, in order. */
    private static final class SortedPairs extends java.util.AbstractList<Pair> implements GoObject {
        private final List<Pair> pairs;

        SortedPairs(List<Pair> pairs) {
            this.pairs = pairs;
        }

        @Override
        public Pair get(int index) {
            return pairs.get(index);
        }

        @Override
        public int size() {
            return pairs.size();
        }

        @Override
        public String type() {
            return "template.Pairs";
        }

        @Override
        public Optional<String> printed() {
            return Optional.of(TextPairs.printed(pairs));
        }

        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "Names" -> new TextList(pairs.stream().map(Pair::name).toList());
                case "Values" -> new TextList(pairs.stream().map(Pair::value).toList());
                default -> null;
            };
        }
    }
}
