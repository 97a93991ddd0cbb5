package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series of a vector: its value at each step of the query, {@link Absent} where there is none.
 *
 * <p>{@code dropName} says that the metric's name no longer describes the values. It is taken away only at the end of
 * the query, so that what stands between can still group and match by it.
 *
 * <p>At a step where the series has a native histogram, its value is absent: what knows nothing of histograms does not
 * see them. {@code histograms} is a {@link HistogramColumn}.
 *
 * <p>The arrays belong to the series; nobody writes to them once handed over.
 */
public record StepSeries(
        Labels labels,
        boolean dropName,
        double[] values,
        @Nullable NativeHistogram[] histograms) {
    public StepSeries(Labels labels, double[] values) {
        this(labels, false, values);
    }

    public StepSeries(Labels labels, boolean dropName, double[] values) {
        this(labels, dropName, values, HistogramColumn.NONE);
    }

    public boolean hasHistograms() {
        return histograms.length > 0;
    }

    public @Nullable NativeHistogram histogram(int step) {
        return HistogramColumn.at(histograms, step);
    }

    /** Whether there is a number or a histogram at the step. */
    public boolean isPresent(int step) {
        return !Absent.is(values[step]) || (histograms.length > 0 && histograms[step] != null);
    }

    public boolean isEmpty() {
        return histograms.length == 0 && Absent.isAll(values);
    }

    /** What it keeps, in values of eight bytes. */
    public long kept() {
        return values.length + (histograms.length == 0 ? 0 : HistogramColumn.kept(histograms));
    }

    /** Other numbers and no histograms. */
    public StepSeries withValues(double[] others) {
        return new StepSeries(labels, dropName, others);
    }

    /** A series of one step as one of many. */
    public StepSeries repeated(int steps) {
        double[] numbers = new double[steps];
        Arrays.fill(numbers, values[0]);
        @Nullable NativeHistogram[] others = histograms;
        if (histograms.length > 0) {
            others = HistogramColumn.of(steps);
            Arrays.fill(others, histograms[0]);
        }
        return new StepSeries(labels, dropName, numbers, others);
    }

    /** Both in one, under the labels of this one; nothing if there is a step at which both have a value. */
    public Optional<StepSeries> merged(StepSeries other) {
        double[] numbers = values.clone();
        @Nullable NativeHistogram[] both = histograms.clone();
        if (both.length == 0 && other.hasHistograms()) {
            both = HistogramColumn.of(numbers.length);
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!other.isPresent(i)) {
                continue;
            }
            if (isPresent(i)) {
                return Optional.empty();
            }
            numbers[i] = other.values[i];
            if (other.histograms.length > 0) {
                both[i] = other.histograms[i];
            }
        }
        return Optional.of(new StepSeries(labels, dropName, numbers, both));
    }

    /** Only the steps at which {@code condition} is {@code wanted}. */
    StepSeries where(boolean[] condition, boolean wanted) {
        double[] numbers = values.clone();
        @Nullable NativeHistogram[] others = histograms.clone();
        for (int i = 0; i < numbers.length; i++) {
            if (condition[i] != wanted) {
                numbers[i] = Absent.VALUE;
                if (others.length > 0) {
                    others[i] = null;
                }
            }
        }
        return new StepSeries(labels, dropName, numbers, HistogramColumn.compact(others));
    }

    public StepSeries with(double[] otherValues, @Nullable NativeHistogram[] otherHistograms) {
        return new StepSeries(labels, dropName, otherValues, otherHistograms);
    }

    /** The same series under other labels. */
    public StepSeries withLabels(Labels others, boolean dropOtherName) {
        return new StepSeries(others, dropOtherName, values, histograms);
    }

    /** Other numbers that the metric's name does not describe, and no histograms. */
    public StepSeries derived(double[] others) {
        return new StepSeries(labels, true, others);
    }

    /** The same values, which the metric's name no longer describes. */
    public StepSeries renamed() {
        return new StepSeries(labels, true, values, histograms);
    }

    /** The labels to show: without the name if it is to be dropped. */
    public Labels finalLabels() {
        return dropName ? MetricNames.without(labels) : labels;
    }
}
