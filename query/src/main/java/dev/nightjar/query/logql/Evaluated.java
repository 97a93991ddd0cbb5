package dev.nightjar.query.logql;

import dev.nightjar.query.vector.StepSeries;
import java.util.List;

/** What a part of a query evaluates to: one number a step, or series. */
sealed interface Evaluated {
    record Scalar(double[] values) implements Evaluated {}

    record Vector(List<StepSeries> series) implements Evaluated {}
}
