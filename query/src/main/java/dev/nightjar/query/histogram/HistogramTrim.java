package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;

/*
 * Cuts a histogram in two at a value and keeps one part. The bucket that holds the value is divided as quantiles divide
 * it. Where anything was cut off, count and sum are made up anew from the buckets, each observation in the middle of
 * what is left of its bucket.
 *
 * Buckets that reach to infinity cannot be divided: the part that is open at its end goes or stays as a whole.
 */
/** Cuts off the observations above or below a value. */
public final class HistogramTrim {
    private final NativeHistogram histogram;
    private final double at;
    private final boolean keepBelow;
    private double count;
    private double sum;
    private boolean cut;

    private HistogramTrim(NativeHistogram histogram, double at, boolean keepBelow) {
        this.histogram = histogram;
        this.at = at;
        this.keepBelow = keepBelow;
    }

    /** The observations up to {@code at}. */
    public static NativeHistogram below(NativeHistogram histogram, double at) {
        return new HistogramTrim(histogram, at, true).trimmed();
    }

    /** The observations from {@code at} on. */
    public static NativeHistogram above(NativeHistogram histogram, double at) {
        return new HistogramTrim(histogram, at, false).trimmed();
    }

    /** What is left of a bucket: how many observations, and where they lie on average. */
    private record Part(double count, double middle) {}

    private NativeHistogram trimmed() {
        HistogramBuckets positive = side(histogram.positive(), true);
        HistogramBuckets negative = side(histogram.negative(), false);
        double zeroCount = histogram.zeroCount();
        if (zeroCount > 0) {
            zeroCount = kept(BucketList.zero(histogram), zero());
        }
        if (!cut) {
            return histogram;
        }
        if (histogram.hasCustomBounds()) {
            return NativeHistogram.withBounds(histogram.customBounds(), histogram.resetHint(), count, sum, positive);
        }
        return new NativeHistogram(
                histogram.schema(),
                histogram.resetHint(),
                count,
                sum,
                histogram.zeroThreshold(),
                zeroCount,
                positive,
                negative);
    }

    private HistogramBuckets side(HistogramBuckets buckets, boolean positive) {
        int[] indices = new int[buckets.size()];
        double[] counts = new double[buckets.size()];
        for (int i = 0; i < indices.length; i++) {
            Bucket bucket = positive ? BucketList.positive(histogram, i) : BucketList.negative(histogram, i);
            indices[i] = buckets.index(i);
            counts[i] = kept(bucket, part(bucket));
        }
        return HistogramBuckets.of(indices, counts);
    }

    private double kept(Bucket bucket, Part part) {
        cut |= part.count != bucket.count();
        count += part.count;
        sum += part.count == 0 ? 0 : part.middle * part.count;
        return part.count;
    }

    private Part part(Bucket bucket) {
        boolean whole = keepBelow ? bucket.upper() <= at : bucket.lower() >= at;
        if (whole) {
            return new Part(bucket.count(), middle(bucket.lower(), bucket.upper()));
        }
        boolean divided = keepBelow ? bucket.lower() < at : bucket.upper() > at;
        if (!divided) {
            return new Part(0, 0);
        }
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return openBelow(bucket);
        }
        if (bucket.upper() == Double.POSITIVE_INFINITY) {
            return keepBelow ? new Part(0, 0) : new Part(bucket.count(), at);
        }
        double below = bucket.count() * HistogramFraction.share(at, bucket, histogram);
        return keepBelow
                ? new Part(below, middle(bucket.lower(), at))
                : new Part(bucket.count() - below, middle(at, bucket.upper()));
    }

    /** Where values can be positive, they are taken to begin at zero. */
    private Part openBelow(Bucket bucket) {
        boolean fromZero = bucket.upper() > 0 && bucket.upper() != Double.POSITIVE_INFINITY;
        if (keepBelow) {
            if (at > 0 && fromZero) {
                return new Part(bucket.count() * at / bucket.upper(), at / 2);
            }
            return bucket.upper() <= 0 ? new Part(bucket.count(), at) : new Part(0, 0);
        }
        if (at == Double.NEGATIVE_INFINITY) {
            return new Part(bucket.count(), 0);
        }
        return at >= 0 && fromZero
                ? new Part(bucket.count() * (1 - at / bucket.upper()), (at + bucket.upper()) / 2)
                : new Part(0, 0);
    }

    private Part zero() {
        Bucket zero = HistogramQuantile.oneSided(BucketList.zero(histogram), histogram);
        double lower = zero.lower();
        double upper = zero.upper();
        boolean whole = keepBelow ? at >= upper && at > lower : at <= lower;
        if (whole) {
            return new Part(zero.count(), (lower + upper) / 2);
        }
        boolean divided = keepBelow ? at > lower : at < upper;
        if (!divided) {
            return new Part(0, 0);
        }
        double share = (keepBelow ? at - lower : upper - at) / (upper - lower);
        return new Part(zero.count() * share, ((keepBelow ? lower : upper) + at) / 2);
    }

    private double middle(double lower, double upper) {
        if (Double.isInfinite(lower)) {
            if (Double.isInfinite(upper)) {
                return 0;
            }
            return upper > 0 ? upper / 2 : upper;
        }
        if (Double.isInfinite(upper)) {
            return lower;
        }
        if (histogram.hasCustomBounds()) {
            return (lower + upper) / 2;
        }
        double geometric = Math.sqrt(Math.abs(lower * upper));
        return upper > 0 ? geometric : -geometric;
    }
}
