package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;

/**
 * A series of a vector: its value at each step of the query, {@link Absent} where there is none.
 *
 * <p>{@code dropName} says that the metric's name no longer describes the values. It is taken away only at the end of
 * the query, so that what stands between can still group and match by it.
 *
 * <p>The array belongs to the series; nobody writes to it once handed over.
 */
public record StepSeries(Labels labels, boolean dropName, double[] values) {
    public StepSeries(Labels labels, double[] values) {
        this(labels, false, values);
    }

    public StepSeries withValues(double[] others) {
        return new StepSeries(labels, dropName, others);
    }

    /** Other values that the metric's name does not describe. */
    public StepSeries derived(double[] others) {
        return new StepSeries(labels, true, others);
    }

    /** The labels to show: without the name if it is to be dropped. */
    public Labels finalLabels() {
        return dropName ? labels.without(Labels.METRIC_NAME) : labels;
    }
}
