package dev.nightjar.query.logql.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A month, a day of the week or a duration: written as its name, counted and compared as its number. */
record NamedNumber(String type, long number, String name) {
    /** The value, a named number as its number. */
    static @Nullable Object counted(@Nullable Object value) {
        return value instanceof NamedNumber named ? (Object) named.number() : value;
    }

    /** Whether it answers to this name of a method. */
    boolean has(String method) {
        return type.equals(GoDuration.TYPE) ? GoDuration.has(method) : method.equals("String");
    }

    /** Throws {@link Misuse} for wrong arguments. */
    Object call(String method, List<@Nullable Object> arguments) {
        if (type.equals(GoDuration.TYPE)) {
            return GoDuration.call(method, number, arguments);
        }
        Signature.of("").require(method, arguments);
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
