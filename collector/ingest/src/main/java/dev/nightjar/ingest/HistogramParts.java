package dev.nightjar.ingest;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/**
 * What a protobuf message says of a native histogram, gathered field by field; remote write and expositions number
 * their fields differently. Not thread-safe, used again and again.
 */
final class HistogramParts {
    final WireBuckets positive = new WireBuckets();
    final WireBuckets negative = new WireBuckets();
    private double[] bounds = new double[16];
    private int boundCount;
    int schema;
    ResetHint hint = ResetHint.UNKNOWN;
    double count;
    double sum;
    double zeroThreshold;
    double zeroCount;

    /** Whether its counts are whole numbers, which then add up. */
    boolean whole;

    void clear() {
        positive.clear();
        negative.clear();
        boundCount = 0;
        schema = 0;
        hint = ResetHint.UNKNOWN;
        count = 0;
        sum = 0;
        zeroThreshold = 0;
        zeroCount = 0;
        whole = true;
    }

    void bound(double bound) {
        if (boundCount == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * boundCount);
        }
        bounds[boundCount++] = bound;
    }

    /** Buckets and bounds. */
    int size() {
        return positive.size() + negative.size() + boundCount;
    }

    static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1) * 2.0;
    }

    /** Throws {@link IllegalArgumentException} on what cannot be. */
    NativeHistogram histogram() {
        int shift = Math.max(0, schema - NativeHistogram.HIGHEST_SCHEMA);
        if (schema > WireBuckets.FINEST_SCHEMA) {
            throw new IllegalArgumentException("schema " + schema + " of a native histogram is not known");
        }
        HistogramBuckets above = positive.buckets("positive", shift);
        HistogramBuckets below = negative.buckets("negative", shift);
        checkCount(above, below);
        if (schema != NativeHistogram.CUSTOM_BOUNDS) {
            if (zeroCount < 0 || boundCount > 0) {
                throw new IllegalArgumentException(
                        boundCount > 0
                                ? "a native histogram of schema " + schema + " has bounds of its own"
                                : "the zero bucket counts " + zeroCount);
            }
            return new NativeHistogram(schema - shift, hint, count, sum, zeroThreshold, zeroCount, above, below);
        }
        if (below.size() > 0 || zeroCount != 0) {
            throw new IllegalArgumentException(
                    "a native histogram with bounds of its own has negative or zero buckets");
        }
        return NativeHistogram.withBounds(Arrays.copyOf(bounds, boundCount), hint, count, sum, above);
    }

    /** Whole counts add up, but for observations that were no number, which are in no bucket; a sum tells of those. */
    private void checkCount(HistogramBuckets above, HistogramBuckets below) {
        double inBuckets = zeroCount + total(above) + total(below);
        boolean adds = Double.isNaN(sum) ? inBuckets <= count : inBuckets == count;
        if (whole && !adds) {
            throw new IllegalArgumentException(
                    "a native histogram counts " + count + " observations, its buckets " + inBuckets);
        }
    }

    private static double total(HistogramBuckets buckets) {
        double total = 0;
        for (int i = 0; i < buckets.size(); i++) {
            total += buckets.count(i);
        }
        return total;
    }
}
