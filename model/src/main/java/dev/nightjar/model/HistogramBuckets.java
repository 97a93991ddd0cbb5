package dev.nightjar.model;

import java.util.Arrays;

/**
 * The buckets of one sign of a {@link NativeHistogram} that are not empty: indices, rising, and their counts, not
 * cumulative. Immutable.
 */
public final class HistogramBuckets {
    public static final HistogramBuckets NONE = new HistogramBuckets(new int[0], new double[0]);

    private final int[] indices;
    private final double[] counts;

    private HistogramBuckets(int[] indices, double[] counts) {
        this.indices = indices;
        this.counts = counts;
    }

    /** Takes the arrays over; empty buckets are left out. Throws {@link IllegalArgumentException} unless indices rise. */
    public static HistogramBuckets of(int[] indices, double[] counts) {
        if (indices.length != counts.length) {
            throw new IllegalArgumentException(
                    indices.length + " indices of buckets, but " + counts.length + " counts");
        }
        int used = 0;
        for (int i = 0; i < indices.length; i++) {
            if (i > 0 && indices[i] <= indices[i - 1]) {
                throw new IllegalArgumentException("bucket " + indices[i] + " follows bucket " + indices[i - 1]);
            }
            used += counts[i] == 0 ? 0 : 1;
        }
        if (used == 0) {
            return NONE;
        }
        return used == indices.length ? new HistogramBuckets(indices, counts) : filled(indices, counts, used);
    }

    /** Buckets of the same indices with other counts, which it takes over; empty ones are left out. */
    public HistogramBuckets withCounts(double[] others) {
        return of(indices, others);
    }

    private static HistogramBuckets filled(int[] indices, double[] counts, int used) {
        int[] keptIndices = new int[used];
        double[] keptCounts = new double[used];
        int kept = 0;
        for (int i = 0; i < indices.length; i++) {
            if (counts[i] != 0) {
                keptIndices[kept] = indices[i];
                keptCounts[kept++] = counts[i];
            }
        }
        return new HistogramBuckets(keptIndices, keptCounts);
    }

    public int size() {
        return indices.length;
    }

    public int index(int position) {
        return indices[position];
    }

    public double count(int position) {
        return counts[position];
    }

    /** Equal bit by bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HistogramBuckets that
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < indices.length; i++) {
            text.append(i == 0 ? "" : ", ").append(indices[i]).append('=').append(counts[i]);
        }
        return text.append(']').toString();
    }
}
