package dev.nightjar.query.logql.template;

import org.jspecify.annotations.Nullable;

/** A month or a day of the week: written as its name, counted and compared as its number. */
record NamedNumber(String type, long number, String name) {
    /** The value, a named number as its number. */
    static @Nullable Object counted(@Nullable Object value) {
        return value instanceof NamedNumber named ? (Object) named.number() : value;
    }

    @Override
    public String toString() {
        return name;
    }
}
