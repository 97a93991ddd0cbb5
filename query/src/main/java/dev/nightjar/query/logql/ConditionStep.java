package dev.nightjar.query.logql;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A label filter. A value that is no number where one is needed marks the entry as failed and lets it pass; an entry
 * that failed before passes every comparison of numbers.
 */
record ConditionStep(Condition condition) implements Step {
    private static final String ERROR = "LabelFilterErr";

    @Override
    public boolean apply(Entry entry) {
        return holds(condition, entry);
    }

    private static boolean holds(Condition condition, Entry entry) {
        return switch (condition) {
            case Condition.Text text ->
                text.matcher().matches(entry.get(text.matcher().name()));
            case Condition.Compare compare -> holds(compare, entry);
            case Condition.Both both -> holds(both.left(), entry) && holds(both.right(), entry);
            case Condition.Either either -> holds(either.left(), entry) || holds(either.right(), entry);
        };
    }

    private static boolean holds(Condition.Compare compare, Entry entry) {
        if (entry.failed()) {
            return true;
        }
        if (!entry.has(compare.label())) {
            return false;
        }
        String value = entry.get(compare.label());
        OptionalDouble number = switch (compare.unit()) {
            case NUMBER -> Units.number(value);
            case BYTES -> Units.bytes(value);
            case DURATION -> {
                OptionalLong nanos = Units.durationNanos(value);
                yield nanos.isPresent() ? OptionalDouble.of((double) nanos.getAsLong()) : OptionalDouble.empty();
            }
        };
        if (number.isEmpty()) {
            entry.fail(
                    ERROR,
                    "label \"" + compare.label() + "\" is \"" + value + "\", which is no "
                            + switch (compare.unit()) {
                                case NUMBER -> "number";
                                case BYTES -> "size";
                                case DURATION -> "duration";
                            });
            return true;
        }
        return compare.op().holds(number.getAsDouble(), compare.value());
    }
}
