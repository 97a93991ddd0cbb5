package dev.nightjar.gotemplate.value;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter may be, in the words of Go's types.
 *
 * @param go the type's name
 * @param constants what may be written for it
 * @param takes whether a value is of the type
 */
public record Parameter(String go, Constants constants, Predicate<@Nullable Object> takes) {
    /** Which constants a type has, and what is said where another is written. */
    public enum Constants {
        STRINGS("string"),
        INTEGERS("integer"),
        FLOATS("float"),
        ALL(""),
        NONE("");

        private final String named;

        Constants(String named) {
            this.named = named;
        }
    }

    public static final Parameter STRING = new Parameter("string", Constants.STRINGS, value -> value instanceof String);
    public static final Parameter INT = new Parameter("int", Constants.INTEGERS, value -> value instanceof Long);
    public static final Parameter FLOAT = new Parameter("float64", Constants.FLOATS, value -> value instanceof Double);
    public static final Parameter STRINGS = of("[]string", value -> value instanceof List<?>);
    public static final Parameter TIME = of("time.Time", value -> value instanceof GoTime);
    public static final Parameter LOCATION = of("*time.Location", value -> value instanceof GoLocation);

    /** A constant for it counts nanoseconds. */
    public static final Parameter DURATION =
            new Parameter(GoDuration.TYPE, Constants.INTEGERS, value -> value instanceof GoDuration);

    public static final Parameter ANYTHING = new Parameter("interface {}", Constants.ALL, _ -> true);

    /** As {@link #ANYTHING}; Go's own functions take it. */
    public static final Parameter VALUE = new Parameter("reflect.Value", Constants.ALL, _ -> true);

    /** A type that nothing can be written for. */
    public static Parameter of(String go, Predicate<@Nullable Object> takes) {
        return new Parameter(go, Constants.NONE, takes);
    }

    /** Whether nil may be written for it. */
    public boolean takesNil() {
        return constants == Constants.ALL;
    }

    /** What a constant is as a value of this type. Throws {@link CallFailure} where it is none. */
    public Object constant(Object constant, String written) {
        Object found = switch (constants) {
            case ALL -> constant;
            case STRINGS -> constant instanceof String ? constant : null;
            case INTEGERS -> integer(constant);
            case FLOATS -> constant instanceof Number number ? (Object) number.doubleValue() : null;
            case NONE -> null;
        };
        if (found != null) {
            return found;
        }
        throw new CallFailure(
                constants == Constants.NONE
                        ? "can't handle " + written + " for arg of type " + go
                        : "expected " + constants.named + "; found " + written);
    }

    /** {@code 1e9} is one, too. */
    private @Nullable Object integer(Object constant) {
        long number = constant instanceof Number some ? some.longValue() : 0;
        boolean whole = constant instanceof Long || (constant instanceof Double fraction && fraction == number);
        return !whole ? null : go.equals(GoDuration.TYPE) ? (Object) new GoDuration(number) : (Object) number;
    }
}
