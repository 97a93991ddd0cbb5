package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A series of a vector as a range query answers it: numbers and histograms apart, each with its times. */
public final class StepPoints {
    private StepPoints() {}

    /** @param labels as they are shown, which the series' own need not be */
    public static QueryValue.Series of(Labels labels, StepSeries series, TimeSteps steps) {
        int size = steps.count();
        long[] times = new long[size];
        double[] numbers = new double[size];
        int count = 0;
        long[] histogramTimes = new long[series.histograms().length];
        List<NativeHistogram> histograms = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NativeHistogram histogram = series.histogram(i);
            if (histogram != null) {
                histogramTimes[histograms.size()] = steps.at(i);
                histograms.add(histogram);
            } else if (!Absent.is(series.values()[i])) {
                times[count] = steps.at(i);
                numbers[count++] = series.values()[i];
            }
        }
        return new QueryValue.Series(
                labels,
                Arrays.copyOf(times, count),
                Arrays.copyOf(numbers, count),
                Arrays.copyOf(histogramTimes, histograms.size()),
                histograms);
    }
}
