package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import java.util.Arrays;

/**
 * The samples of one series that a range selector sees at one step: indices {@code [from, to)} of its columns of numbers,
 * and others of its histograms. Moves along the series step by step; what can be found out once per series is found out once.
 */
final class Window {
    private Labels labels = Labels.EMPTY;
    private SampleBuffer samples = new SampleBuffer(0);
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int size;
    private int from;
    private int to;
    private long startMillis;
    private long endMillis;
    private long stepMillis;
    private int[] resets = new int[0];
    private int resetCount = -1;
    private int firstReset;
    private boolean overlapping;
    private final WindowHistograms histograms = new WindowHistograms();

    /** Begins a series. The buffer must not change while the window moves over it. */
    void over(Labels ofSeries, SampleBuffer buffer) {
        labels = ofSeries;
        samples = histograms.separatedFrom(buffer);
        times = samples.timestampsMillis();
        values = samples.values();
        size = samples.size();
        from = 0;
        to = 0;
        resetCount = -1;
        firstReset = 0;
        overlapping = samples.hasStarts() && startsOverlap(0, size);
    }

    /** Moves to {@code (start, end]}, for the query's step at {@code step}; start and end never go backwards. */
    void moveTo(long start, long end, long step) {
        startMillis = start;
        endMillis = end;
        stepMillis = step;
        while (to < size && times[to] <= end) {
            to++;
        }
        while (from < to && times[from] <= start) {
            from++;
        }
        histograms.moveTo(start, end);
    }

    /** Those of the series, the metric's name among them. */
    Labels labels() {
        return labels;
    }

    /** Whether it has neither numbers nor histograms. */
    boolean isEmpty() {
        return from == to && histograms.count() == 0;
    }

    WindowHistograms histograms() {
        return histograms;
    }

    /** How many numbers it has. */
    int count() {
        return to - from;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    double firstValue() {
        return values[from];
    }

    double lastValue() {
        return values[to - 1];
    }

    long startMillis() {
        return startMillis;
    }

    long endMillis() {
        return endMillis;
    }

    /** The time of the query's step, which {@code @} and {@code offset} do not change. */
    long stepMillis() {
        return stepMillis;
    }

    /** What a counter lost by starting anew within the window: the sum of the values it fell from. */
    double lostToResets(double sum) {
        if (resetCount < 0) {
            findResets();
        }
        while (firstReset < resetCount && resets[firstReset] <= from) {
            firstReset++;
        }
        double total = sum;
        for (int i = firstReset; i < resetCount && resets[i] < to; i++) {
            total += values[resets[i] - 1];
        }
        return total;
    }

    /** Since when the counter of a sample counts, 0 if that is not known. */
    long start(int index) {
        return samples.startMillis(index);
    }

    /** Whether the counter began anew between a sample and the one before: it fell, or says so by its start time. */
    boolean restarted(int index) {
        return values[index] < values[index - 1]
                || (samples.hasStarts()
                        && StartTimes.restarted(start(index - 1), times[index - 1], start(index), times[index]));
    }

    /** Whether a sample of the window claims to have begun before the one ahead of it was taken. */
    boolean startsOverlap() {
        return overlapping && startsOverlap(from, to);
    }

    private boolean startsOverlap(int first, int end) {
        for (int i = first + 1; i < end; i++) {
            if (StartTimes.overlap(start(i - 1), times[i - 1], start(i))) {
                return true;
            }
        }
        return false;
    }

    private void findResets() {
        resetCount = 0;
        for (int i = 1; i < size; i++) {
            if (restarted(i)) {
                if (resetCount == resets.length) {
                    resets = Arrays.copyOf(resets, Math.max(16, 2 * resetCount));
                }
                resets[resetCount++] = i;
            }
        }
    }
}
