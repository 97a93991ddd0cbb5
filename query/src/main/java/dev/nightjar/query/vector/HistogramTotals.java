package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.histogram.RunningHistogram;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The sums or means of one group's histograms, step by step. Takes no space before the first histogram comes. Where the
 * group has numbers, too, or histograms that cannot be added, there is a warning and no result.
 */
final class HistogramTotals {
    private final int steps;
    private final Annotations.Place place;
    private final Function<NativeHistogram, RunningHistogram> begin;
    private @Nullable RunningHistogram[] running = new @Nullable RunningHistogram[0];
    private boolean[] incompatible = new boolean[0];
    private boolean[] beganWithNumber = new boolean[0];
    private boolean[] mixedAtOnce = new boolean[0];

    HistogramTotals(int steps, Annotations.Place place, Function<NativeHistogram, RunningHistogram> begin) {
        this.steps = steps;
        this.place = place;
        this.begin = begin;
    }

    /**
     * Answers how many more values it keeps now.
     *
     * @param hasNumber at which steps the group has one already: histograms that come later are not added up there
     */
    long add(StepSeries series, IntPredicate hasNumber) {
        long more = 0;
        if (running.length == 0) {
            running = new @Nullable RunningHistogram[steps];
            incompatible = new boolean[steps];
            beganWithNumber = new boolean[steps];
            mixedAtOnce = new boolean[steps];
            more = steps;
        }
        for (int step = 0; step < steps; step++) {
            NativeHistogram histogram = series.histogram(step);
            if (histogram == null) {
                continue;
            }
            RunningHistogram total = running[step];
            if (total == null) {
                running[step] = begin.apply(histogram);
                beganWithNumber[step] = hasNumber.test(step);
                more += 2 * HistogramColumn.kept(histogram);
            } else if (!beganWithNumber[step] && !total.add(histogram)) {
                mixedAtOnce[step] |= !incompatible[step] && hasNumber.test(step);
                incompatible[step] = true;
                place.warn("vector contains a mix of histograms with exponential and custom buckets schemas for metric"
                        + " name \"" + series.labels().metricName() + "\"");
            }
        }
        return more;
    }

    /** Takes numbers away where there are histograms and these where there are numbers: they cannot be added. */
    @Nullable
    NativeHistogram[] separatedFrom(double[] numbers) {
        if (running.length == 0) {
            return HistogramColumn.NONE;
        }
        @Nullable NativeHistogram[] histograms = HistogramColumn.of(steps);
        for (int step = 0; step < steps; step++) {
            RunningHistogram total = running[step];
            if (total == null) {
                continue;
            }
            note(total);
            if (!Absent.is(numbers[step])) {
                numbers[step] = Absent.VALUE;
                // What comes after histograms that cannot be added is not looked at any more.
                if (!incompatible[step] || mixedAtOnce[step]) {
                    place.warn("encountered a mix of histograms and floats for aggregation");
                }
            } else if (!incompatible[step]) {
                histograms[step] = total.value();
            }
        }
        Arrays.fill(running, null);
        return HistogramColumn.compact(histograms);
    }

    private void note(RunningHistogram total) {
        if (total.resetsCollide()) {
            place.warn("conflicting counter resets during histogram aggregation");
        }
        if (total.reconciled()) {
            place.info("mismatched custom buckets were reconciled during aggregation");
        }
    }
}
