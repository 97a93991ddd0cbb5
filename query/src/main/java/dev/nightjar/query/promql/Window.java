package dev.nightjar.query.promql;

import dev.nightjar.model.SampleBuffer;
import java.util.Arrays;

/**
 * The samples of one series that a range selector sees at one step: indices {@code [from, to)} of its columns. Moves
 * along the series step by step; what can be found out once per series is found out once.
 */
final class Window {
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

    /** Begins a series. The buffer must not change while the window moves over it. */
    void over(SampleBuffer samples) {
        times = samples.timestampsMillis();
        values = samples.values();
        size = samples.size();
        from = 0;
        to = 0;
        resetCount = -1;
        firstReset = 0;
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
    }

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

    private void findResets() {
        resetCount = 0;
        for (int i = 1; i < size; i++) {
            if (values[i] < values[i - 1]) {
                if (resetCount == resets.length) {
                    resets = Arrays.copyOf(resets, Math.max(16, 2 * resetCount));
                }
                resets[resetCount++] = i;
            }
        }
    }
}
