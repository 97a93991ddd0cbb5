package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;

/** Makes one number of a window that is not empty, {@link Absent} if it cannot. */
@FunctionalInterface
interface RangeFunction {
    double apply(Window window);

    /** The same function where the window has at least {@code samples}, else nothing. */
    default RangeFunction needing(int samples) {
        return window -> window.count() < samples ? Absent.VALUE : apply(window);
    }
}
