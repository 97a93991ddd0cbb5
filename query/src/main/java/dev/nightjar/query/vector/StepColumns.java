package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** The values of a series being made, step by step: numbers and, once there is one, histograms. */
public final class StepColumns {
    private final double[] values;
    private @Nullable NativeHistogram[] histograms = HistogramColumn.NONE;

    /** All steps absent. */
    public StepColumns(int steps) {
        values = Absent.array(steps);
    }

    public void put(int step, double number) {
        values[step] = number;
    }

    public void put(int step, NativeHistogram histogram) {
        if (histograms.length == 0) {
            histograms = HistogramColumn.of(values.length);
        }
        histograms[step] = histogram;
    }

    /** Puts what {@code series} has at a step, if anything, to the same step. */
    public void copy(int step, StepSeries series) {
        NativeHistogram histogram = series.histogram(step);
        if (histogram == null) {
            put(step, series.values()[step]);
        } else {
            put(step, histogram);
        }
    }

    public boolean isPresent(int step) {
        return !Absent.is(values[step]) || HistogramColumn.at(histograms, step) != null;
    }

    /** The series; the columns are its own from then on. */
    public StepSeries series(Labels labels, boolean dropName) {
        return new StepSeries(labels, dropName, values, histograms);
    }
}
