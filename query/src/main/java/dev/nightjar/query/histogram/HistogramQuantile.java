package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import java.util.List;

/** Quantiles estimated from the buckets of a native histogram. */
public final class HistogramQuantile {
    private HistogramQuantile() {}

    /**
     * The value below which the share {@code q} of the observations lies, interpolated within its bucket: on a
     * logarithmic scale, in the zero bucket and between bounds of its own linearly. Below 0 the answer is -Inf, above 1
     * +Inf, without observations NaN. Observations that were not a number count as the greatest.
     */
    public static double of(double q, NativeHistogram histogram) {
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (histogram.count() == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        // From the nearer end, so that less rounding adds up; from below if the upper end may be hidden by NaNs.
        boolean fromBelow = Double.isNaN(histogram.sum()) || q < 0.5;
        double rank = (fromBelow ? q : 1 - q) * histogram.count();
        List<Bucket> buckets = BucketList.of(histogram);
        if (buckets.isEmpty()) {
            // Nothing is known about observations that are in no bucket; if they were numbers, they count as zero.
            return rank > 0 && !Double.isNaN(histogram.sum()) ? 0 : Double.NaN;
        }
        Bucket bucket = buckets.getFirst();
        double count = 0;
        for (Bucket each : fromBelow ? buckets : buckets.reversed()) {
            bucket = each;
            count += bucket.count();
            if (count >= rank) {
                break;
            }
        }
        return within(bucket, Math.min(count, histogram.count()), rank, fromBelow, histogram);
    }

    private static double within(
            Bucket found, double count, double rank, boolean fromBelow, NativeHistogram histogram) {
        Bucket bucket = found;
        if (histogram.hasCustomBounds()) {
            if (Double.isInfinite(bucket.lower())) {
                if (bucket.upper() <= 0) {
                    return bucket.upper();
                }
                bucket = bucket.between(0, bucket.upper());
            } else if (Double.isInfinite(bucket.upper())) {
                return bucket.lower();
            }
        } else if (bucket.holdsZero()) {
            bucket = oneSided(bucket, histogram);
        }
        if (count < rank) {
            return Double.isNaN(histogram.sum()) ? Double.NaN : bucket.upper();
        }
        double inside = fromBelow ? rank - (count - bucket.count()) : count - rank;
        double fraction = inside / bucket.count();
        if (histogram.hasCustomBounds() || bucket.holdsZero()) {
            return bucket.lower() + (bucket.upper() - bucket.lower()) * fraction;
        }
        double logLower = log2(bucket.lower());
        double logUpper = log2(bucket.upper());
        return bucket.lower() > 0
                ? Math.pow(2, logLower + (logUpper - logLower) * fraction)
                : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - fraction));
    }

    /** In a histogram with buckets of one sign only, the zero bucket is taken to hold that sign, too. */
    static Bucket oneSided(Bucket zero, NativeHistogram histogram) {
        boolean positive = histogram.positive().size() > 0;
        boolean negative = histogram.negative().size() > 0;
        if (positive == negative) {
            return zero;
        }
        return positive ? zero.between(0, zero.upper()) : zero.between(zero.lower(), 0);
    }

    static double log2(double value) {
        double size = Math.abs(value);
        int exponent = Math.getExponent(size);
        // Exact for powers of two, which most bounds are.
        return exponent <= Double.MAX_EXPONENT && size == Math.scalb(1.0, exponent)
                ? exponent
                : Math.log(size) / Math.log(2);
    }
}
