package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.CompensatedSum;
import dev.nightjar.query.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** Neumaier's compensated sum: the error of each addition is kept beside and added at the end. */
final class SumAccumulator implements Accumulator {
    private final double[] sums;
    private final double[] errors;
    private final HistogramTotals totals;
    private @Nullable NativeHistogram[] histograms = HistogramColumn.NONE;

    SumAccumulator(int steps, Annotations.Place place) {
        totals = new HistogramTotals(steps, place, HistogramSum::new);
        sums = Absent.array(steps);
        errors = new double[steps];
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < sums.length; i++) {
            double value = values[i];
            if (Absent.is(value)) {
                continue;
            }
            double sum = sums[i];
            if (Absent.is(sum)) {
                sums[i] = value;
                continue;
            }
            double total = sum + value;
            errors[i] = CompensatedSum.error(sum, value, total, errors[i]);
            sums[i] = total;
        }
    }

    @Override
    public long addHistograms(StepSeries series) {
        return totals.add(series, step -> !Absent.is(sums[step]));
    }

    @Override
    public @Nullable NativeHistogram[] histograms() {
        return histograms;
    }

    @Override
    public double[] finish() {
        for (int i = 0; i < sums.length; i++) {
            if (!Absent.is(sums[i])) {
                sums[i] += errors[i];
            }
        }
        histograms = totals.separatedFrom(sums);
        return sums;
    }
}
