package dev.nightjar.query.logql.template;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt} and {@code ge}: of two values of the same kind. */
final class Comparisons {
    private static final String INCOMPATIBLE = "incompatible types for comparison";
    private static final String UNORDERED = "invalid type for comparison";

    private Comparisons() {}

    /** Whether the first is one of the others. */
    static boolean equal(List<@Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            throw Misuse.count("eq", "at least 1", 0);
        }
        if (arguments.size() == 1) {
            throw new CallFailure("missing argument for comparison");
        }
        Object first = NamedNumber.counted(arguments.getFirst());
        for (Object other : arguments.subList(1, arguments.size())) {
            if (equal(first, NamedNumber.counted(other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left != null && right != null && left.getClass() != right.getClass()) {
            throw new CallFailure(INCOMPATIBLE);
        }
        if (left instanceof ZonedDateTime a && right instanceof ZonedDateTime b) {
            return a.toInstant().equals(b.toInstant());
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a.doubleValue() == b.doubleValue();
        }
        return Objects.equals(left, right);
    }

    static boolean compare(String name, List<@Nullable Object> arguments) {
        if (arguments.size() != 2) {
            throw Misuse.count(name, "2", arguments.size());
        }
        Object left = NamedNumber.counted(arguments.get(0));
        Object right = NamedNumber.counted(arguments.get(1));
        return switch (name) {
            case "ne" -> !equal(left, right);
            case "lt" -> less(left, right);
            case "le" -> less(left, right) || equal(left, right);
            case "gt" -> !less(left, right) && !equal(left, right);
            default -> !less(left, right);
        };
    }

    private static boolean less(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null || left instanceof Boolean || right instanceof Boolean) {
            throw new CallFailure(UNORDERED);
        }
        return switch (left) {
            case Long a when right instanceof Long b -> a < b;
            case Double a when right instanceof Double b -> a < b;
            case String a when right instanceof String b -> a.compareTo(b) < 0;
            case Long _, Double _, String _ -> throw new CallFailure(INCOMPATIBLE);
            default -> throw new CallFailure(UNORDERED);
        };
    }
}
