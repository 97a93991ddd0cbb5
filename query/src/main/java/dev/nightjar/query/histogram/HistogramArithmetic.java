package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Sums, differences, multiples and equality of native histograms. */
public final class HistogramArithmetic {
    private HistogramArithmetic() {}

    /** Nothing if one is exponential and the other has bounds of its own. */
    public static Optional<Combined> add(NativeHistogram left, NativeHistogram right) {
        return combine(left, right, 1);
    }

    /** As {@link #add}; counts may become negative. */
    public static Optional<Combined> subtract(NativeHistogram minuend, NativeHistogram subtrahend) {
        return combine(minuend, subtrahend, -1);
    }

    private static Optional<Combined> combine(NativeHistogram left, NativeHistogram right, int sign) {
        ResetHint hint = ResetHints.combined(left.resetHint(), right.resetHint());
        boolean collide = ResetHints.collide(left.resetHint(), right.resetHint());
        return Aligned.of(left, right)
                .map(pair -> new Combined(total(pair.left(), pair.right(), sign, hint), pair.reconciled(), collide));
    }

    private static NativeHistogram total(NativeHistogram left, NativeHistogram right, int sign, ResetHint hint) {
        double count = left.count() + sign * right.count();
        double sum = left.sum() + sign * right.sum();
        HistogramBuckets positive = left.positive().plus(right.positive(), sign);
        if (left.hasCustomBounds()) {
            return NativeHistogram.withBounds(left.customBounds(), hint, count, sum, positive);
        }
        return new NativeHistogram(
                left.schema(),
                hint,
                count,
                sum,
                left.zeroThreshold(),
                left.zeroCount() + sign * right.zeroCount(),
                positive,
                left.negative().plus(right.negative(), sign));
    }

    /** A negative multiple can only be a gauge. */
    public static NativeHistogram multiply(NativeHistogram histogram, double factor) {
        return mapped(histogram, value -> value * factor, factor < 0);
    }

    /** Divided by zero, a histogram has no buckets any more. */
    public static NativeHistogram divide(NativeHistogram histogram, double divisor) {
        NativeHistogram quotient = mapped(histogram, value -> value / divisor, divisor < 0);
        return divisor == 0 ? withoutBuckets(quotient) : quotient;
    }

    private static NativeHistogram mapped(
            NativeHistogram histogram, DoubleUnaryOperator function, boolean becomesGauge) {
        ResetHint hint = becomesGauge ? ResetHint.GAUGE : histogram.resetHint();
        double count = function.applyAsDouble(histogram.count());
        double sum = function.applyAsDouble(histogram.sum());
        HistogramBuckets positive = mapped(histogram.positive(), function);
        if (histogram.hasCustomBounds()) {
            return NativeHistogram.withBounds(histogram.customBounds(), hint, count, sum, positive);
        }
        return new NativeHistogram(
                histogram.schema(),
                hint,
                count,
                sum,
                histogram.zeroThreshold(),
                function.applyAsDouble(histogram.zeroCount()),
                positive,
                mapped(histogram.negative(), function));
    }

    private static HistogramBuckets mapped(HistogramBuckets buckets, DoubleUnaryOperator function) {
        int[] indices = new int[buckets.size()];
        double[] counts = new double[buckets.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = buckets.index(i);
            counts[i] = function.applyAsDouble(buckets.count(i));
        }
        return HistogramBuckets.of(indices, counts);
    }

    private static NativeHistogram withoutBuckets(NativeHistogram histogram) {
        if (histogram.hasCustomBounds()) {
            return NativeHistogram.withBounds(
                    histogram.customBounds(),
                    histogram.resetHint(),
                    histogram.count(),
                    histogram.sum(),
                    HistogramBuckets.NONE);
        }
        return new NativeHistogram(
                histogram.schema(),
                histogram.resetHint(),
                histogram.count(),
                histogram.sum(),
                histogram.zeroThreshold(),
                histogram.zeroCount(),
                HistogramBuckets.NONE,
                HistogramBuckets.NONE);
    }

    /** Nothing observed, in the layout of {@code histogram}. */
    public static NativeHistogram emptyLike(NativeHistogram histogram) {
        if (histogram.hasCustomBounds()) {
            return NativeHistogram.withBounds(histogram.customBounds(), ResetHint.UNKNOWN, 0, 0, HistogramBuckets.NONE);
        }
        return new NativeHistogram(
                histogram.schema(), ResetHint.UNKNOWN, 0, 0, 0, 0, HistogramBuckets.NONE, HistogramBuckets.NONE);
    }

    public static NativeHistogram withHint(NativeHistogram histogram, ResetHint hint) {
        if (histogram.resetHint() == hint) {
            return histogram;
        }
        if (histogram.hasCustomBounds()) {
            return NativeHistogram.withBounds(
                    histogram.customBounds(), hint, histogram.count(), histogram.sum(), histogram.positive());
        }
        return new NativeHistogram(
                histogram.schema(),
                hint,
                histogram.count(),
                histogram.sum(),
                histogram.zeroThreshold(),
                histogram.zeroCount(),
                histogram.positive(),
                histogram.negative());
    }

    /** Whether both saw the same in the same layout, whatever is known about resets. */
    public static boolean same(NativeHistogram left, NativeHistogram right) {
        return left.equals(withHint(right, left.resetHint()));
    }
}
