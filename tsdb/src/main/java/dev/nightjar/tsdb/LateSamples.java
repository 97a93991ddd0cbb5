package dev.nightjar.tsdb;

import java.util.Arrays;

/** Samples of one series that came after newer ones, in the order of their arrival. Guarded by the head's lock. */
final class LateSamples {
    private long[] times = new long[4];
    private double[] values = new double[4];
    private int count;

    int count() {
        return count;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    void add(long time, double value) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        times[count] = time;
        values[count++] = value;
    }

    /**
     * Copies to {@code toTimes} and {@code toValues} at {@code at}, in order of time; of samples with the same time,
     * the one that came last.
     *
     * @return how many
     */
    int copySorted(long[] toTimes, double[] toValues, int at) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
        int end = at;
        for (int i : order) {
            if (end > at && toTimes[end - 1] == times[i]) {
                end--;
            }
            toTimes[end] = times[i];
            toValues[end++] = values[i];
        }
        return end - at;
    }
}
