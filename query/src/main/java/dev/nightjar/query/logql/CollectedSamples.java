package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values with their times, as they come, in pieces: a series of half a million takes as much memory as they do, where
 * an array that doubles would leave as much again behind, too large and too long-lived to be collected soon.
 */
final class CollectedSamples {
    private static final int PIECE = 8192;

    /** Values beside their times, which are in some order. */
    record Ordered(long[] times, double[] values) {}

    private final List<long[]> fullTimes = new ArrayList<>();
    private final List<double[]> fullValues = new ArrayList<>();
    private long[] times = new long[16];
    private double[] values = new double[16];
    /** Of the piece that is being filled. */
    private int used;

    void add(long timeNanos, double value) {
        if (used == times.length) {
            makeRoom();
        }
        times[used] = timeNanos;
        values[used++] = value;
    }

    private void makeRoom() {
        if (used < PIECE) {
            times = Arrays.copyOf(times, 2 * used);
            values = Arrays.copyOf(values, 2 * used);
        } else {
            fullTimes.add(times);
            fullValues.add(values);
            times = new long[PIECE];
            values = new double[PIECE];
            used = 0;
        }
    }

    int size() {
        return fullTimes.size() * PIECE + used;
    }

    private int pieces() {
        return fullTimes.size() + 1;
    }

    private long[] times(int piece) {
        return piece < fullTimes.size() ? fullTimes.get(piece) : times;
    }

    private double[] values(int piece) {
        return piece < fullValues.size() ? fullValues.get(piece) : values;
    }

    private int used(int piece) {
        return piece < fullTimes.size() ? PIECE : used;
    }

    /** As they came. */
    Ordered asTheyCame() {
        long[] allTimes = new long[size()];
        double[] allValues = new double[size()];
        for (int piece = 0; piece < pieces(); piece++) {
            System.arraycopy(times(piece), 0, allTimes, piece * PIECE, used(piece));
            System.arraycopy(values(piece), 0, allValues, piece * PIECE, used(piece));
        }
        return new Ordered(allTimes, allValues);
    }

    /** By time; those of one time as they came. */
    Ordered byTime() {
        Ordered all = asTheyCame();
        long[] unsorted = all.times();
        boolean sorted = true;
        for (int i = 1; i < unsorted.length && sorted; i++) {
            sorted = unsorted[i - 1] <= unsorted[i];
        }
        if (sorted) {
            return all;
        }
        int[] order = TimeOrder.of(unsorted, unsorted.length);
        long[] orderedTimes = new long[order.length];
        double[] orderedValues = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            orderedTimes[i] = unsorted[order[i]];
            orderedValues[i] = all.values()[order[i]];
        }
        return new Ordered(orderedTimes, orderedValues);
    }

    /** By the slice that holds them, of {@code slices} from {@code start} on, which hold all; within one as they came. */
    Ordered bySlice(long start, long sliceNanos, int slices) {
        int[] next = new int[slices + 1];
        SliceFinder finder = new SliceFinder(start, sliceNanos);
        for (int piece = 0; piece < pieces(); piece++) {
            long[] some = times(piece);
            for (int i = 0; i < used(piece); i++) {
                next[finder.slice(some[i]) + 1]++;
            }
        }
        for (int slice = 1; slice < next.length; slice++) {
            next[slice] += next[slice - 1];
        }
        long[] orderedTimes = new long[size()];
        double[] orderedValues = new double[size()];
        for (int piece = 0; piece < pieces(); piece++) {
            long[] some = times(piece);
            double[] theirs = values(piece);
            for (int i = 0; i < used(piece); i++) {
                int place = next[finder.slice(some[i])]++;
                orderedTimes[place] = some[i];
                orderedValues[place] = theirs[i];
            }
        }
        return new Ordered(orderedTimes, orderedValues);
    }

    /** Divides only where a time is in another slice than the one before: neighbours mostly share theirs. */
    private static final class SliceFinder {
        private final long start;
        private final long sliceNanos;
        private int slice;
        private long first;

        SliceFinder(long start, long sliceNanos) {
            this.start = start;
            this.sliceNanos = sliceNanos;
            this.first = start;
        }

        int slice(long timeNanos) {
            long within = timeNanos - first;
            if (within < 0 || within >= sliceNanos) {
                slice = (int) ((timeNanos - start) / sliceNanos);
                first = start + slice * sliceNanos;
            }
            return slice;
        }
    }
}
