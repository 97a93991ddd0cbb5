package dev.nightjar.model;

import java.util.Arrays;

/**
 * One sample of a native histogram: how many observations fell into which range of values. Immutable; the arrays given
 * to it are its own from then on.
 *
 * <p>With schema {@code s} from -9 to 8 the positive bucket of index {@code i} holds values in
 * {@code (b^(i-1), b^i]} for {@code b = 2^(2^-s)}, the negative one the same mirrored. With {@link #CUSTOM_BOUNDS} the
 * bucket of index {@code i} holds {@code (customBounds[i-1], customBounds[i]]}, from minus to plus infinity; there are
 * then no negative buckets and no zero bucket. Values no further from 0 than {@code zeroThreshold} are in the zero
 * bucket.
 *
 * <p>Counts are doubles: sums and rates of histograms are histograms too, and whole counts are exact up to 2^53. The
 * sender's layout in spans is not kept, since only the counts have a meaning.
 *
 * <p>Source: Prometheus' specification of native histograms.
 */
public final class NativeHistogram {
    /** The schema of histograms whose bounds are listed. */
    public static final int CUSTOM_BOUNDS = -53;

    public static final int LOWEST_SCHEMA = -9;
    public static final int HIGHEST_SCHEMA = 8;

    private static final double[] NO_BOUNDS = new double[0];

    /** What the sender knows about a reset of the counts since the sample before. */
    public enum ResetHint {
        /** Nothing: whether there was a reset must be seen from the counts. */
        UNKNOWN,
        RESET,
        NO_RESET,
        /** The counts may fall; a reset has no meaning. */
        GAUGE
    }

    private final int schema;
    private final ResetHint resetHint;
    private final double count;
    private final double sum;
    private final double zeroThreshold;
    private final double zeroCount;
    private final HistogramBuckets positive;
    private final HistogramBuckets negative;
    private final double[] customBounds;

    /** An exponential histogram. */
    public NativeHistogram(
            int schema,
            ResetHint resetHint,
            double count,
            double sum,
            double zeroThreshold,
            double zeroCount,
            HistogramBuckets positive,
            HistogramBuckets negative) {
        this(schema, resetHint, count, sum, zeroThreshold, zeroCount, positive, negative, NO_BOUNDS);
        if (schema < LOWEST_SCHEMA || schema > HIGHEST_SCHEMA) {
            throw new IllegalArgumentException("schema " + schema + " of a native histogram is not one from "
                    + LOWEST_SCHEMA + " to " + HIGHEST_SCHEMA);
        }
    }

    private NativeHistogram(
            int schema,
            ResetHint resetHint,
            double count,
            double sum,
            double zeroThreshold,
            double zeroCount,
            HistogramBuckets positive,
            HistogramBuckets negative,
            double[] customBounds) {
        this.schema = schema;
        this.resetHint = resetHint;
        this.count = count;
        this.sum = sum;
        this.zeroThreshold = zeroThreshold;
        this.zeroCount = zeroCount;
        this.positive = positive;
        this.negative = negative;
        this.customBounds = customBounds;
    }

    /** A histogram with bounds of its own, rising, without plus infinity: {@code buckets} has indices 0 to their number. */
    public static NativeHistogram withBounds(
            double[] customBounds, ResetHint resetHint, double count, double sum, HistogramBuckets buckets) {
        for (int i = 0; i < customBounds.length; i++) {
            if (!(Double.isFinite(customBounds[i]) || customBounds[i] == Double.NEGATIVE_INFINITY)
                    || (i > 0 && !(customBounds[i - 1] < customBounds[i]))) {
                throw new IllegalArgumentException("bound " + i + " of a histogram is " + customBounds[i]
                        + "; bounds are finite and rise strictly");
            }
        }
        if (buckets.size() > 0 && (buckets.index(0) < 0 || buckets.index(buckets.size() - 1) > customBounds.length)) {
            throw new IllegalArgumentException("a histogram with " + customBounds.length
                    + " bounds has buckets 0 to " + customBounds.length + ", found "
                    + buckets.index(0) + " to " + buckets.index(buckets.size() - 1));
        }
        return new NativeHistogram(
                CUSTOM_BOUNDS, resetHint, count, sum, 0, 0, buckets, HistogramBuckets.NONE, customBounds);
    }

    public int schema() {
        return schema;
    }

    /** The same in a coarser schema; as it is where it is no finer than that, or has bounds of its own. */
    public NativeHistogram toSchema(int coarser) {
        if (hasCustomBounds() || schema <= coarser) {
            return this;
        }
        int steps = schema - coarser;
        return new NativeHistogram(
                coarser,
                resetHint,
                count,
                sum,
                zeroThreshold,
                zeroCount,
                positive.under(index -> HistogramBuckets.coarser(index, steps)),
                negative.under(index -> HistogramBuckets.coarser(index, steps)));
    }

    public boolean hasCustomBounds() {
        return schema == CUSTOM_BOUNDS;
    }

    public ResetHint resetHint() {
        return resetHint;
    }

    /** Observations in all, those that were not a number included, which are in no bucket. */
    public double count() {
        return count;
    }

    public double sum() {
        return sum;
    }

    public double zeroThreshold() {
        return zeroThreshold;
    }

    public double zeroCount() {
        return zeroCount;
    }

    public HistogramBuckets positive() {
        return positive;
    }

    public HistogramBuckets negative() {
        return negative;
    }

    /** The upper bounds, without plus infinity; empty unless {@link #hasCustomBounds()}. Read only. */
    public double[] customBounds() {
        return customBounds;
    }

    /** Equal bit by bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NativeHistogram that
                && schema == that.schema
                && resetHint == that.resetHint
                && Double.doubleToRawLongBits(count) == Double.doubleToRawLongBits(that.count)
                && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(that.sum)
                && Double.doubleToRawLongBits(zeroThreshold) == Double.doubleToRawLongBits(that.zeroThreshold)
                && Double.doubleToRawLongBits(zeroCount) == Double.doubleToRawLongBits(that.zeroCount)
                && positive.equals(that.positive)
                && negative.equals(that.negative)
                && Arrays.equals(customBounds, that.customBounds);
    }

    @Override
    public int hashCode() {
        return 31 * positive.hashCode() + Double.hashCode(sum) + schema;
    }

    /** For messages and tests: {@code {count:6, sum:18.4, schema:0, zero:0.001=2, positive:[1=4]}}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("{count:").append(count).append(", sum:").append(sum);
        text.append(", schema:").append(schema);
        if (hasCustomBounds()) {
            text.append(", bounds:").append(Arrays.toString(customBounds));
        }
        if (zeroCount != 0 || zeroThreshold != 0) {
            text.append(", zero:").append(zeroThreshold).append('=').append(zeroCount);
        }
        if (positive.size() > 0) {
            text.append(", positive:").append(positive);
        }
        if (negative.size() > 0) {
            text.append(", negative:").append(negative);
        }
        if (resetHint != ResetHint.UNKNOWN) {
            text.append(", ").append(resetHint);
        }
        return text.append('}').toString();
    }
}
