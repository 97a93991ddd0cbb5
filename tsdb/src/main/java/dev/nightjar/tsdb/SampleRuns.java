package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import java.util.Arrays;

/**
 * Gathers one series' samples from several places, each sorted, and leaves them in one buffer, sorted, times unique.
 *
 * <p>Almost always each run begins after the one before it and nothing is left to do. Otherwise runs are merged; of
 * samples with the same time, that of the highest rank stays: ranks rise with the order of arrival.
 */
final class SampleRuns {
    /** Samples still in memory that came late are the newest writes of all. */
    static final long NEWEST = Long.MAX_VALUE;

    private final SampleBuffer buffer;
    private TimeRange range = TimeRange.ALL;
    private int[] starts = new int[16];
    private long[] ranks = new long[16];
    private int runs;
    private boolean ordered;

    SampleRuns(SampleBuffer buffer) {
        this.buffer = buffer;
    }

    void begin(TimeRange wanted) {
        range = wanted;
        buffer.clear();
        runs = 0;
        ordered = true;
    }

    TimeRange range() {
        return range;
    }

    /** Room for {@code count} samples behind the present ones, in {@link #times} and {@link #values}. */
    int reserve(int count) {
        buffer.reserve(count);
        return buffer.size();
    }

    long[] times() {
        return buffer.timestampsMillis();
    }

    double[] values() {
        return buffer.values();
    }

    /** Takes in the {@code count} samples that were written behind the present ones; what is out of range is cut off. */
    void add(int count, long rank) {
        int at = buffer.size();
        long[] times = buffer.timestampsMillis();
        int from = times[at] >= range.startMillis() ? at : lowerBound(times, at, at + count, range.startMillis());
        int to = times[at + count - 1] <= range.endMillis()
                ? at + count
                : range.endMillis() == Long.MAX_VALUE
                        ? at + count
                        : lowerBound(times, from, at + count, range.endMillis() + 1);
        if (from >= to) {
            return;
        }
        if (from > at) {
            System.arraycopy(times, from, times, at, to - from);
            System.arraycopy(buffer.values(), from, buffer.values(), at, to - from);
        }
        begun(at, ordered && (at == 0 || times[at - 1] < times[at]), rank);
        buffer.size(at + to - from);
    }

    /** Takes in what {@code samples} holds in the range, histograms and start times too. */
    void add(SampleBuffer samples, long rank) {
        int at = buffer.size();
        long[] times = samples.timestampsMillis();
        int from = lowerBound(times, 0, samples.size(), range.startMillis());
        int to = from;
        while (to < samples.size() && times[to] <= range.endMillis()) {
            to++;
        }
        if (from < to) {
            begun(at, ordered && (at == 0 || buffer.timestampMillis(at - 1) < times[from]), rank);
            buffer.addAll(samples, from, to);
        }
    }

    private void begun(int at, boolean inOrder, long rank) {
        if (runs == starts.length) {
            starts = Arrays.copyOf(starts, 2 * runs);
            ranks = Arrays.copyOf(ranks, 2 * runs);
        }
        ordered = inOrder;
        starts[runs] = at;
        ranks[runs++] = rank;
    }

    private static int lowerBound(long[] times, int from, int to, long time) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void finish() {
        if (!ordered) {
            merge();
        }
    }

    private void merge() {
        SampleBuffer all = new SampleBuffer(buffer.size());
        all.addAll(buffer, 0, buffer.size());
        long[] times = all.timestampsMillis();
        int[] next = Arrays.copyOf(starts, runs);
        int[] end = new int[runs];
        for (int run = 0; run < runs; run++) {
            end[run] = run + 1 < runs ? starts[run + 1] : all.size();
        }
        buffer.clear();
        while (true) {
            int first = -1;
            for (int run = 0; run < runs; run++) {
                if (next[run] < end[run]
                        && (first < 0
                                || times[next[run]] < times[next[first]]
                                || (times[next[run]] == times[next[first]] && ranks[run] >= ranks[first]))) {
                    first = run;
                }
            }
            if (first < 0) {
                return;
            }
            long time = times[next[first]];
            buffer.addAll(all, next[first], next[first] + 1);
            for (int run = 0; run < runs; run++) {
                while (next[run] < end[run] && times[next[run]] == time) {
                    next[run]++;
                }
            }
        }
    }
}
