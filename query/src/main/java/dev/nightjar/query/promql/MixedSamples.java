package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.vector.StepColumns;
import org.jspecify.annotations.Nullable;

/** Numbers and histograms of a series in one sequence, as they were measured. */
final class MixedSamples {
    private final long[] millis;
    private final double[] numbers;
    private final long[] starts;
    private final @Nullable NativeHistogram[] histograms;

    private MixedSamples(Window window, int fromNumber, int fromHistogram) {
        int size = window.to() - fromNumber + window.histograms().to() - fromHistogram;
        millis = new long[size];
        numbers = new double[size];
        starts = new long[size];
        histograms = new @Nullable NativeHistogram[size];
        int number = fromNumber;
        int histogram = fromHistogram;
        for (int i = 0; i < size; i++) {
            boolean numberNext = histogram == window.histograms().to()
                    || (number < window.to()
                            && window.time(number) < window.histograms().time(histogram));
            if (numberNext) {
                millis[i] = window.time(number);
                starts[i] = window.start(number);
                numbers[i] = window.value(number++);
            } else {
                millis[i] = window.histograms().time(histogram);
                starts[i] = window.histograms().start(histogram);
                histograms[i] = window.histograms().get(histogram++);
            }
        }
    }

    /** Samples {@code [from, to)} of a series. */
    MixedSamples(SampleBuffer samples, int from, int to) {
        millis = new long[to - from];
        numbers = new double[to - from];
        starts = new long[to - from];
        histograms = new @Nullable NativeHistogram[to - from];
        for (int i = from; i < to; i++) {
            millis[i - from] = samples.timestampsMillis()[i];
            numbers[i - from] = samples.values()[i];
            starts[i - from] = samples.startMillis(i);
            histograms[i - from] = samples.histogram(i);
        }
    }

    static MixedSamples all(Window window) {
        return new MixedSamples(window, window.from(), window.histograms().from());
    }

    /** The last two, or fewer if there are no more. */
    static MixedSamples lastTwo(Window window) {
        int number = window.to();
        int histogram = window.histograms().to();
        for (int i = 0; i < 2; i++) {
            boolean someNumber = number > window.from();
            boolean someHistogram = histogram > window.histograms().from();
            boolean numberLater = someNumber
                    && (!someHistogram
                            || window.time(number - 1) > window.histograms().time(histogram - 1));
            if (numberLater) {
                number--;
            } else if (someHistogram) {
                histogram--;
            }
        }
        return new MixedSamples(window, number, histogram);
    }

    int size() {
        return millis.length;
    }

    @Nullable
    NativeHistogram histogram(int index) {
        return histograms[index];
    }

    long firstMillis() {
        return millis[0];
    }

    long lastMillis() {
        return millis[millis.length - 1];
    }

    void putFirst(int step, StepColumns to) {
        put(0, step, to);
    }

    void putLast(int step, StepColumns to) {
        put(millis.length - 1, step, to);
    }

    private void put(int index, int step, StepColumns to) {
        NativeHistogram histogram = histograms[index];
        if (histogram == null) {
            to.put(step, numbers[index]);
        } else {
            to.put(step, histogram);
        }
    }

    int changes() {
        int changes = 0;
        for (int i = 1; i < millis.length; i++) {
            changes += isChange(i) ? 1 : 0;
        }
        return changes;
    }

    private boolean isChange(int index) {
        NativeHistogram before = histograms[index - 1];
        NativeHistogram histogram = histograms[index];
        if (before == null && histogram == null) {
            // Two NaNs are no change.
            return numbers[index] != numbers[index - 1]
                    && !(Double.isNaN(numbers[index]) && Double.isNaN(numbers[index - 1]));
        }
        return before == null || histogram == null || !HistogramArithmetic.same(before, histogram);
    }

    /** A change between numbers and histograms is a reset. */
    int resets() {
        int resets = 0;
        for (int i = 1; i < millis.length; i++) {
            resets += isReset(i) ? 1 : 0;
        }
        return resets;
    }

    private boolean isReset(int index) {
        if (StartTimes.restarted(starts[index - 1], millis[index - 1], starts[index], millis[index])) {
            return true;
        }
        NativeHistogram before = histograms[index - 1];
        NativeHistogram histogram = histograms[index];
        if (before == null && histogram == null) {
            return numbers[index] < numbers[index - 1];
        }
        return before == null || histogram == null || CounterReset.between(before, histogram);
    }
}
