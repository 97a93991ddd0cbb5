package dev.nightjar.model;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

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

    /** The counts under other indices, which rise with the old ones but may fall together: those are added up. */
    public HistogramBuckets under(IntUnaryOperator index) {
        int[] targets = new int[indices.length];
        double[] sums = new double[indices.length];
        int used = 0;
        for (int i = 0; i < indices.length; i++) {
            int target = index.applyAsInt(indices[i]);
            if (used == 0 || targets[used - 1] != target) {
                targets[used++] = target;
            }
            sums[used - 1] += counts[i];
        }
        return of(Arrays.copyOf(targets, used), Arrays.copyOf(sums, used));
    }

    /** The exponential bucket that takes in the one of {@code index} where the schema is {@code steps} lower. */
    public static int coarser(int index, int steps) {
        return (int) ((index - 1L) >> steps) + 1;
    }

    /** Both together, each bucket of {@code others} taken {@code times}. */
    public HistogramBuckets plus(HistogramBuckets others, double times) {
        int[] all = new int[size() + others.size()];
        double[] sums = new double[all.length];
        int used = 0;
        int own = 0;
        int other = 0;
        while (own < size() || other < others.size()) {
            boolean fromOwn = other == others.size() || (own < size() && indices[own] <= others.indices[other]);
            boolean fromOther = own == size() || (other < others.size() && others.indices[other] <= indices[own]);
            all[used] = fromOwn ? indices[own] : others.indices[other];
            double count = fromOwn ? counts[own++] : 0;
            sums[used++] = fromOther ? count + times * others.counts[other++] : count;
        }
        return of(Arrays.copyOf(all, used), Arrays.copyOf(sums, used));
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
