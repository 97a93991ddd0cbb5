package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** What one group has seen so far, step by step. */
interface Accumulator {
    void add(double[] values);

    /**
     * The histograms of a series that has some; called after {@link #add} of the same series. Answers how many more
     * values are kept than one per step.
     */
    default long addHistograms(StepSeries series) {
        throw new IllegalStateException("histograms are to be left out before");
    }

    /** A value per step, {@link Absent} where no series had one. Ends the accumulator. */
    double[] finish();

    /** A {@link HistogramColumn} of the steps whose value is a histogram. Asked for after {@link #finish}. */
    default @Nullable NativeHistogram[] histograms() {
        return HistogramColumn.NONE;
    }
}
