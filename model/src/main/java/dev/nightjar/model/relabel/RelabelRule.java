package dev.nightjar.model.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.GroupTemplate;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Re2;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule, with everything that was not written filled in. Immutable. The expression is RE2 and has to match the whole
 * of the text.
 */
public final class RelabelRule {
    public static final String DEFAULT_REGEX = "(.*)";
    public static final String DEFAULT_REPLACEMENT = "$1";
    public static final String DEFAULT_SEPARATOR = ";";

    private final RelabelAction action;
    private final List<String> sourceLabels;
    private final String separator;
    private final String regex;
    private final Pattern pattern;
    private final long modulus;
    private final String targetLabel;
    private final String replacement;

    /**
     * @param modulus unsigned; 0 if not given
     * @param targetLabel empty if not given
     * @throws IllegalArgumentException where the rule cannot work, saying why
     */
    public RelabelRule(
            RelabelAction action,
            List<String> sourceLabels,
            String separator,
            String regex,
            long modulus,
            String targetLabel,
            String replacement) {
        this.action = action;
        this.sourceLabels = List.copyOf(sourceLabels);
        this.separator = separator;
        this.regex = regex;
        this.pattern = compile(regex);
        this.modulus = modulus;
        this.targetLabel = targetLabel;
        this.replacement = replacement;
        RelabelRules.check(this);
    }

    private static Pattern compile(String regex) {
        try {
            return Re2.compileWhole(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex: \"" + regex + "\" is not an RE2 regular expression: " + e.getDescription(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("regex: " + e.getMessage(), e);
        }
    }

    public RelabelAction action() {
        return action;
    }

    public List<String> sourceLabels() {
        return sourceLabels;
    }

    public String separator() {
        return separator;
    }

    public String regex() {
        return regex;
    }

    public long modulus() {
        return modulus;
    }

    public String targetLabel() {
        return targetLabel;
    }

    public String replacement() {
        return replacement;
    }

    /** Changes {@code labels}; false where all of them are to be dropped. An empty value removes a label. */
    boolean apply(Map<String, String> labels) {
        String source = source(labels);
        return switch (action) {
            case DROP -> !pattern.matches(source);
            case KEEP -> pattern.matches(source);
            case DROPEQUAL -> !labels.getOrDefault(targetLabel, "").equals(source);
            case KEEPEQUAL -> labels.getOrDefault(targetLabel, "").equals(source);
            case REPLACE -> replace(source, labels);
            case LOWERCASE -> set(labels, targetLabel, source.toLowerCase(Locale.ROOT));
            case UPPERCASE -> set(labels, targetLabel, source.toUpperCase(Locale.ROOT));
            case HASHMOD -> set(labels, targetLabel, Long.toString(Long.remainderUnsigned(hash(source), modulus)));
            case LABELMAP -> map(labels);
            case LABELDROP -> {
                labels.keySet().removeIf(pattern::matches);
                yield true;
            }
            case LABELKEEP -> {
                labels.keySet().removeIf(name -> !pattern.matches(name));
                yield true;
            }
        };
    }

    private String source(Map<String, String> labels) {
        if (sourceLabels.size() == 1) {
            return labels.getOrDefault(sourceLabels.get(0), "");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sourceLabels.size(); i++) {
            text.append(i == 0 ? "" : separator).append(labels.getOrDefault(sourceLabels.get(i), ""));
        }
        return text.toString();
    }

    private boolean replace(String source, Map<String, String> labels) {
        Matcher found = pattern.matcher(source);
        if (!found.find()) {
            return true;
        }
        String name = GroupTemplate.expand(targetLabel, found);
        if (!RelabelRules.isLabelName(name)) {
            return true; // what the text found makes no name of: the rule does not apply
        }
        return set(labels, name, GroupTemplate.expand(replacement, found));
    }

    private boolean map(Map<String, String> labels) {
        Map<String, String> before = Map.copyOf(labels);
        for (String name : new TreeMap<>(before).keySet()) {
            Matcher found = pattern.matcher(name);
            if (found.find()) {
                set(labels, GroupTemplate.expand(replacement, found), before.getOrDefault(name, ""));
            }
        }
        return true;
    }

    private static boolean set(Map<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
        return true;
    }

    /** The last eight bytes of MD5, as Prometheus' own sharding takes them: other numbers would move every target. */
    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong(8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** What it makes of {@code labels}; empty where it drops them. */
    public java.util.Optional<Labels> apply(Labels labels) {
        return RelabelRules.of(List.of(this)).apply(labels);
    }
}
