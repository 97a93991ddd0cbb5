package dev.nightjar.query.combined;

import dev.nightjar.query.vector.StepSeries;
import java.util.List;

/** What an expression evaluates to: a number a step, or series. */
sealed interface Evaluated {
    record Scalar(double[] values) implements Evaluated {}

    record Vector(List<StepSeries> series) implements Evaluated {}
}
