package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.Signature;

/**
 * A function that templates can call.
 *
 * @param <D> what the host knows while a template is rendered
 * @param kind how it is called, and what becomes of its value
 */
record GoFunction<D>(String name, Signature signature, FunctionBody<D> body, Kind kind) {
    enum Kind {
        PLAIN,
        /** What it gives is written as it is, where values are escaped otherwise. */
        SAFE,
        /** {@code and}: the first value that is not true decides, and none behind it is worked out. */
        AND,
        /** {@code or}: the first value that is true decides, and none behind it is worked out. */
        OR
    }
}
