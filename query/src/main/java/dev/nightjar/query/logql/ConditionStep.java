package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.template.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A label filter. A value that is no number where one is needed marks the entry as failed and lets it pass; filters of
 * texts alone can take failed entries out.
 */
final class ConditionStep implements Step {
    private static final String ERROR = "LabelFilterErr";

    private final Condition condition;
    private final IdentityHashMap<Condition.Ip, IpPattern> addresses = new IdentityHashMap<>();

    /** Throws {@link QueryException} where an address cannot be read. */
    ConditionStep(Stage.LabelFilter stage) {
        this.condition = stage.condition();
        collect(condition, stage);
    }

    private void collect(Condition part, Stage.LabelFilter stage) {
        switch (part) {
            case Condition.Ip ip -> addresses.put(ip, IpPattern.parse(ip.pattern(), stage));
            case Condition.Both both -> {
                collect(both.left(), stage);
                collect(both.right(), stage);
            }
            case Condition.Either either -> {
                collect(either.left(), stage);
                collect(either.right(), stage);
            }
            case Condition.Text _, Condition.Compare _ -> {}
        }
    }

    @Override
    public boolean apply(Entry entry) {
        return holds(condition, entry);
    }

    private boolean holds(Condition part, Entry entry) {
        return switch (part) {
            case Condition.Text text ->
                text.matcher().matches(entry.get(text.matcher().name()));
            case Condition.Compare compare -> holds(compare, entry);
            case Condition.Ip ip -> holds(ip, entry);
            case Condition.Both both -> holds(both.left(), entry) && holds(both.right(), entry);
            case Condition.Either either -> holds(either.left(), entry) || holds(either.right(), entry);
        };
    }

    private boolean holds(Condition.Ip ip, Entry entry) {
        if (entry.failed()) {
            return true;
        }
        IpPattern pattern = addresses.get(ip);
        return entry.has(ip.label())
                && pattern != null
                && pattern.isIn(entry.get(ip.label()).getBytes(StandardCharsets.UTF_8)) == ip.equal();
    }

    private static boolean holds(Condition.Compare compare, Entry entry) {
        if (!entry.has(compare.label())) {
            return false;
        }
        String value = entry.get(compare.label());
        try {
            double number = switch (compare.unit()) {
                case NUMBER -> ValueText.number(value);
                case BYTES -> ValueText.bytes(value);
                case DURATION -> ValueText.durationNanos(value);
            };
            return compare.op().holds(number, compare.value());
        } catch (ValueText.Unreadable e) {
            if (!entry.failed()) {
                entry.fail(ERROR, String.valueOf(e.getMessage()));
            }
            return true;
        }
    }

    /** The labels looked at. */
    static void names(Condition condition, Set<String> names) {
        switch (condition) {
            case Condition.Text text -> names.add(text.matcher().name());
            case Condition.Compare compare -> names.add(compare.label());
            case Condition.Ip ip -> names.add(ip.label());
            case Condition.Both both -> {
                names(both.left(), names);
                names(both.right(), names);
            }
            case Condition.Either either -> {
                names(either.left(), names);
                names(either.right(), names);
            }
        }
    }
}
