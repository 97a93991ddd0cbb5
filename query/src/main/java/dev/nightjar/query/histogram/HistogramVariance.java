package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.CompensatedSum;

/** The variance of the observations, each taken to lie in the middle of its bucket. */
public final class HistogramVariance {
    private HistogramVariance() {}

    /** NaN without observations. */
    public static double of(NativeHistogram histogram) {
        double mean = histogram.sum() / histogram.count();
        CompensatedSum squares = new CompensatedSum();
        for (Bucket bucket : BucketList.of(histogram)) {
            double distance = middle(bucket, histogram) - mean;
            squares.add(bucket.count() * distance * distance);
        }
        return squares.value() / histogram.count();
    }

    private static double middle(Bucket bucket, NativeHistogram histogram) {
        if (histogram.hasCustomBounds()) {
            return (bucket.upper() + bucket.lower()) / 2;
        }
        if (bucket.holdsZero()) {
            return 0;
        }
        double geometric = Math.sqrt(bucket.upper() * bucket.lower());
        return bucket.upper() < 0 ? -geometric : geometric;
    }
}
