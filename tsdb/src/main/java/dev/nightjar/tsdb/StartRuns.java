package dev.nightjar.tsdb;

import java.util.Arrays;

/** Since when the counters of the samples of one open chunk count, as runs: mostly one. Guarded by the head's lock. */
final class StartRuns {
    private int[] from = new int[1];
    private long[] starts = new long[1];
    private int count;

    /** Says that the sample of that number, and those after it until told otherwise, count since {@code startMillis}. */
    void from(int sample, long startMillis) {
        if (count > 0 && starts[count - 1] == startMillis) {
            return;
        }
        if (count == starts.length) {
            from = Arrays.copyOf(from, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
        }
        from[count] = sample;
        starts[count++] = startMillis;
    }

    long startMillis(int sample) {
        int run = Arrays.binarySearch(from, 0, count, sample);
        return starts[run >= 0 ? run : Math.max(0, -run - 2)];
    }

    int runs() {
        return count;
    }

    int firstSample(int run) {
        return from[run];
    }

    long start(int run) {
        return starts[run];
    }
}
