package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.histogram.HistogramMean;
import org.jspecify.annotations.Nullable;

/** As {@link Mean}, in columns: a compensated sum and a count per step, kept as a mean where the sum overflows. */
final class AverageAccumulator implements Accumulator {
    private final double[] sums;
    private final double[] errors;
    private final int[] counts;
    private final boolean[] incremental;
    private final HistogramTotals totals;
    private @Nullable NativeHistogram[] histograms = HistogramColumn.NONE;

    AverageAccumulator(int steps, Annotations.Place place) {
        totals = new HistogramTotals(steps, place, HistogramMean::new);
        sums = new double[steps];
        errors = new double[steps];
        counts = new int[steps];
        incremental = new boolean[steps];
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < sums.length; i++) {
            double value = values[i];
            if (!Absent.is(value)) {
                add(i, value);
            }
        }
    }

    private void add(int i, double value) {
        int count = ++counts[i];
        double sum = sums[i];
        if (!incremental[i]) {
            double total = sum + value;
            if (!Double.isInfinite(total) || count == 1) {
                errors[i] = CompensatedSum.error(sum, value, total, errors[i]);
                sums[i] = total;
                return;
            }
            incremental[i] = true;
            sum /= count - 1;
            errors[i] /= count - 1;
        }
        double share = (count - 1) / (double) count;
        double mean = share * sum;
        double part = value / count;
        double total = mean + part;
        errors[i] = CompensatedSum.error(mean, part, total, share * errors[i]);
        sums[i] = total;
    }

    @Override
    public long addHistograms(StepSeries series) {
        return totals.add(series, step -> counts[step] > 0);
    }

    @Override
    public @Nullable NativeHistogram[] histograms() {
        return histograms;
    }

    @Override
    public double[] finish() {
        for (int i = 0; i < sums.length; i++) {
            if (counts[i] == 0) {
                sums[i] = Absent.VALUE;
            } else if (incremental[i]) {
                sums[i] += errors[i];
            } else {
                sums[i] = sums[i] / counts[i] + errors[i] / counts[i];
            }
        }
        histograms = totals.separatedFrom(sums);
        return sums;
    }
}
