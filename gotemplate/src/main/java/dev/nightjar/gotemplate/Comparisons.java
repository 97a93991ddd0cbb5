package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoInteger;
import dev.nightjar.gotemplate.value.GoTime;
import dev.nightjar.gotemplate.value.TextMap;
import dev.nightjar.gotemplate.value.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code eq}, {@code lt} and what is made of them: of two values of the same kind.
 *
 * @param mixesNumbers whether whole numbers are compared with fractions, which Go refuses
 * @param namesTypes whether a refusal names the types, as newer versions of Go do
 */
record Comparisons(boolean mixesNumbers, boolean namesTypes) {
    /** Whether the first is one of the others. */
    boolean equal(List<@Nullable Object> arguments) {
        if (arguments.size() == 1) {
            throw new CallFailure("missing argument for comparison");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (equal(arguments.getFirst(), arguments.get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean equal(@Nullable Object first, @Nullable Object second) {
        if (first == null || second == null) {
            return first == null && second == null;
        }
        Object left = counted(first);
        Object right = counted(second);
        if (left instanceof GoTime a && right instanceof GoTime b) {
            return a.time().toInstant().equals(b.time().toInstant());
        }
        if (left instanceof Number a && right instanceof Number b && (mixesNumbers || a.getClass() == b.getClass())) {
            return (a instanceof Long && b instanceof Long) ? a.equals(b) : a.doubleValue() == b.doubleValue();
        }
        if (isBasic(left) || isBasic(right)) {
            if (left.getClass() != right.getClass()) {
                throw incompatible(first, second);
            }
            return left.equals(right);
        }
        for (Object each : List.of(right, left)) {
            if (each instanceof Collection<?> || each instanceof Map<?, ?> || each instanceof TextMap) {
                throw new CallFailure("non-comparable type " + Values.text(each) + ": " + Values.type(each));
            }
        }
        return left.equals(right);
    }

    boolean less(@Nullable Object first, @Nullable Object second) {
        Object left = first == null ? null : counted(first);
        Object right = second == null ? null : counted(second);
        if (left instanceof Long a && right instanceof Long b) {
            return a < b;
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a < b;
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b) < 0;
        }
        if (mixesNumbers && left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() < b.doubleValue();
        }
        boolean unordered = !isBasic(left) || !isBasic(right) || (left instanceof Boolean && right instanceof Boolean);
        throw unordered ? new CallFailure("invalid type for comparison") : incompatible(first, second);
    }

    private CallFailure incompatible(@Nullable Object left, @Nullable Object right) {
        return new CallFailure("incompatible types for comparison"
                + (namesTypes ? ": " + Values.type(left) + " and " + Values.type(right) : ""));
    }

    private static boolean isBasic(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static Object counted(Object value) {
        return value instanceof GoInteger integer ? (Object) integer.number() : value;
    }
}
