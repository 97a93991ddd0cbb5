package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Brings histograms into coarser layouts: a wider zero bucket, fewer bounds. */
final class Layout {
    private Layout() {}

    /** The exponential histogram with a zero bucket up to {@code threshold}, which no bucket may reach across. */
    static NativeHistogram withZeroThreshold(NativeHistogram histogram, double threshold) {
        if (threshold == histogram.zeroThreshold()) {
            return histogram;
        }
        int positives = countWithin(histogram.schema(), histogram.positive(), threshold);
        int negatives = countWithin(histogram.schema(), histogram.negative(), threshold);
        double zeroCount = histogram.zeroCount();
        for (int i = 0; i < positives; i++) {
            zeroCount += histogram.positive().count(i);
        }
        for (int i = 0; i < negatives; i++) {
            zeroCount += histogram.negative().count(i);
        }
        return new NativeHistogram(
                histogram.schema(),
                histogram.resetHint(),
                histogram.count(),
                histogram.sum(),
                threshold,
                zeroCount,
                from(histogram.positive(), positives),
                from(histogram.negative(), negatives));
    }

    /** The least zero threshold from {@code atLeast} on that does not lie inside one of the buckets. */
    static double clearThreshold(int schema, HistogramBuckets positive, HistogramBuckets negative, double atLeast) {
        double threshold = atLeast;
        while (true) {
            double clear = clear(schema, negative, clear(schema, positive, threshold));
            if (!(clear > threshold)) {
                return threshold;
            }
            threshold = clear;
        }
    }

    private static double clear(int schema, HistogramBuckets buckets, double threshold) {
        for (int i = 0; i < buckets.size(); i++) {
            if (BucketBounds.exponential(schema, buckets.index(i) - 1) >= threshold) {
                break;
            }
            double upper = BucketBounds.exponential(schema, buckets.index(i));
            if (upper > threshold) {
                return upper;
            }
        }
        return threshold;
    }

    /** How many of the first buckets lie below {@code threshold}. */
    static int countWithin(int schema, HistogramBuckets buckets, double threshold) {
        int count = 0;
        while (count < buckets.size() && BucketBounds.exponential(schema, buckets.index(count)) <= threshold) {
            count++;
        }
        return count;
    }

    private static HistogramBuckets from(HistogramBuckets buckets, int first) {
        int[] indices = new int[buckets.size() - first];
        double[] counts = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = buckets.index(first + i);
            counts[i] = buckets.count(first + i);
        }
        return HistogramBuckets.of(indices, counts);
    }

    /** The histogram of custom bounds with {@code bounds}, all of which it has. */
    static NativeHistogram toBounds(NativeHistogram histogram, double[] bounds) {
        if (Arrays.equals(histogram.customBounds(), bounds)) {
            return histogram;
        }
        return NativeHistogram.withBounds(
                bounds,
                histogram.resetHint(),
                histogram.count(),
                histogram.sum(),
                histogram.positive().under(mapping(histogram.customBounds(), bounds)));
    }

    /** Which bucket of {@code fewer} takes in which one of {@code bounds}; {@code fewer} are some of them. */
    static IntUnaryOperator mapping(double[] bounds, double[] fewer) {
        int[] target = new int[bounds.length + 1];
        int at = 0;
        for (int i = 0; i < bounds.length; i++) {
            while (at < fewer.length && fewer[at] < bounds[i]) {
                at++;
            }
            target[i] = at;
        }
        target[bounds.length] = fewer.length;
        return index -> target[index];
    }

    /** The bounds that both have. */
    static double[] common(double[] a, double[] b) {
        if (Arrays.equals(a, b)) {
            return a;
        }
        double[] shared = new double[Math.min(a.length, b.length)];
        int size = 0;
        int j = 0;
        for (double bound : a) {
            while (j < b.length && b[j] < bound) {
                j++;
            }
            if (j < b.length && b[j] == bound) {
                shared[size++] = bound;
            }
        }
        return Arrays.copyOf(shared, size);
    }
}
