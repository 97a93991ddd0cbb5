package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import java.util.List;

/** Which share of a native histogram's observations lies between two values. */
public final class HistogramFraction {
    private HistogramFraction() {}

    /**
     * The share between {@code lower} and {@code upper}, interpolated as in {@link HistogramQuantile}; NaN without
     * observations. Observations that were not a number are in no share.
     */
    public static double between(double lower, double upper, NativeHistogram histogram) {
        if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        List<Bucket> buckets = BucketList.of(histogram);
        double all = histogram.count();
        if (Double.isNaN(histogram.sum())) {
            all = buckets.stream().mapToDouble(Bucket::count).sum();
        }
        double below = Math.min(all, rank(lower, buckets, histogram, all));
        double until = Math.min(all, rank(upper, buckets, histogram, all));
        return (until - below) / histogram.count();
    }

    /** How many observations are below {@code value}. */
    private static double rank(double value, List<Bucket> buckets, NativeHistogram histogram, double all) {
        double rank = 0;
        for (Bucket each : buckets) {
            Bucket bucket = fromZero(each, histogram);
            if (bucket.lower() >= value) {
                return rank;
            }
            if (bucket.upper() > value) {
                return rank + bucket.count() * share(value, bucket, histogram);
            }
            rank += bucket.count();
        }
        return all;
    }

    private static Bucket fromZero(Bucket bucket, NativeHistogram histogram) {
        if (histogram.hasCustomBounds()) {
            boolean startsAtZero = Double.isInfinite(bucket.lower()) && bucket.upper() > 0;
            return startsAtZero ? bucket.between(0, bucket.upper()) : bucket;
        }
        return bucket.holdsZero() ? HistogramQuantile.oneSided(bucket, histogram) : bucket;
    }

    /** Which share of the bucket lies below {@code value}, which is inside. */
    static double share(double value, Bucket bucket, NativeHistogram histogram) {
        if (Double.isInfinite(bucket.lower())) {
            return 1;
        }
        if (histogram.hasCustomBounds() || bucket.holdsZero()) {
            return (value - bucket.lower()) / (bucket.upper() - bucket.lower());
        }
        double logLower = HistogramQuantile.log2(bucket.lower());
        double logUpper = HistogramQuantile.log2(bucket.upper());
        double log = HistogramQuantile.log2(value);
        return value > 0 ? (log - logLower) / (logUpper - logLower) : 1 - (log - logUpper) / (logLower - logUpper);
    }
}
