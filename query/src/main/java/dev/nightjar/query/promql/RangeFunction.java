package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;

/** Makes one number of a window that is not empty, {@link Absent} if it cannot. */
@FunctionalInterface
interface RangeFunction {
    double apply(Window window);
}
