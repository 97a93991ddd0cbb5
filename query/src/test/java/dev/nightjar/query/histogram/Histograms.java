package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;

/** Histograms for tests, the count being that of the buckets. */
final class Histograms {
    private Histograms() {}

    /** Of resolution {@code schema}, with positive buckets from index {@code first} on. */
    static NativeHistogram exponential(int schema, int first, double... counts) {
        return withZero(schema, 0, 0, first, counts);
    }

    static NativeHistogram withZero(int schema, double threshold, double zeroCount, int first, double... counts) {
        double count = Arrays.stream(counts).sum() + zeroCount;
        return new NativeHistogram(
                schema,
                ResetHint.UNKNOWN,
                count,
                count,
                threshold,
                zeroCount,
                buckets(first, counts),
                HistogramBuckets.NONE);
    }

    /** With negative buckets from index {@code first} on. */
    static NativeHistogram negative(int schema, int first, double... counts) {
        double count = Arrays.stream(counts).sum();
        return new NativeHistogram(
                schema, ResetHint.UNKNOWN, count, -count, 0, 0, HistogramBuckets.NONE, buckets(first, counts));
    }

    static NativeHistogram custom(double[] bounds, double... counts) {
        double count = Arrays.stream(counts).sum();
        return NativeHistogram.withBounds(bounds, ResetHint.UNKNOWN, count, count, buckets(0, counts));
    }

    static HistogramBuckets buckets(int first, double... counts) {
        int[] indices = new int[counts.length];
        Arrays.setAll(indices, i -> first + i);
        return HistogramBuckets.of(indices, counts.clone());
    }
}
