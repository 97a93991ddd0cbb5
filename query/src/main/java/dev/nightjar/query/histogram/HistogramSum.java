package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.query.CompensatedSum;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The running sum of native histograms, each number compensated for rounding. Its layout is that of the first histogram
 * and becomes coarser as others need it.
 */
public final class HistogramSum implements RunningHistogram {
    private int schema;
    private double[] bounds;
    private double zeroThreshold;
    private ResetHint hint;
    private boolean resetSeen;
    private boolean noResetSeen;
    private boolean reconciled;
    private final CompensatedSum count = new CompensatedSum();
    private final CompensatedSum sum = new CompensatedSum();
    private final CompensatedSum zeroCount = new CompensatedSum();
    private final CompensatedBuckets positive = new CompensatedBuckets();
    private final CompensatedBuckets negative = new CompensatedBuckets();

    public HistogramSum(NativeHistogram first) {
        schema = first.schema();
        bounds = first.customBounds();
        zeroThreshold = first.zeroThreshold();
        hint = first.resetHint();
        see(first.resetHint());
        addFitting(first);
    }

    @Override
    public boolean add(NativeHistogram histogram) {
        if (!isCompatible(histogram)) {
            return false;
        }
        addFitting(fitted(histogram));
        return true;
    }

    boolean isCompatible(NativeHistogram histogram) {
        return histogram.hasCustomBounds() == (schema == NativeHistogram.CUSTOM_BOUNDS);
    }

    /** The histogram in the layout of the sum, which may become coarser for it. */
    NativeHistogram fitted(NativeHistogram histogram) {
        see(histogram.resetHint());
        hint = ResetHints.combined(hint, histogram.resetHint());
        if (histogram.hasCustomBounds()) {
            double[] common = Layout.common(bounds, histogram.customBounds());
            reconciled |= !Arrays.equals(bounds, histogram.customBounds());
            if (common.length != bounds.length) {
                positive.remap(Layout.mapping(bounds, common));
                bounds = common;
            }
            return Layout.toBounds(histogram, common);
        }
        NativeHistogram widened = histogram;
        if (histogram.zeroThreshold() != zeroThreshold) {
            Aligned aligned = Aligned.of(layout(), histogram).orElseThrow();
            widenZero(aligned.left().zeroThreshold());
            widened = Layout.withZeroThreshold(histogram, zeroThreshold);
        }
        if (widened.schema() < schema) {
            int steps = schema - widened.schema();
            IntUnaryOperator coarser = index -> HistogramBuckets.coarser(index, steps);
            positive.remap(coarser);
            negative.remap(coarser);
            schema = widened.schema();
        }
        return widened.toSchema(schema);
    }

    private void widenZero(double threshold) {
        if (!(threshold > zeroThreshold)) {
            return;
        }
        positive.moveFirst(Layout.countWithin(schema, positive.uncorrected(), threshold), zeroCount);
        negative.moveFirst(Layout.countWithin(schema, negative.uncorrected(), threshold), zeroCount);
        zeroThreshold = threshold;
    }

    private NativeHistogram layout() {
        return new NativeHistogram(
                schema,
                ResetHint.UNKNOWN,
                0,
                0,
                zeroThreshold,
                zeroCount.uncorrected(),
                positive.uncorrected(),
                negative.uncorrected());
    }

    private void see(ResetHint of) {
        resetSeen |= of == ResetHint.RESET;
        noResetSeen |= of == ResetHint.NO_RESET;
    }

    void addFitting(NativeHistogram histogram) {
        count.add(histogram.count());
        sum.add(histogram.sum());
        zeroCount.add(histogram.zeroCount());
        positive.add(histogram.positive());
        negative.add(histogram.negative());
    }

    /** Whether anything would become infinite by adding a {@link #fitted} histogram. */
    boolean overflowsWith(NativeHistogram fitting) {
        return Double.isInfinite(count.uncorrected() + fitting.count())
                || Double.isInfinite(sum.uncorrected() + fitting.sum())
                || Double.isInfinite(zeroCount.uncorrected() + fitting.zeroCount())
                || positive.overflowsWith(fitting.positive())
                || negative.overflowsWith(fitting.negative());
    }

    void multiply(double factor) {
        count.multiply(factor);
        sum.multiply(factor);
        zeroCount.multiply(factor);
        positive.multiply(factor);
        negative.multiply(factor);
    }

    @Override
    public boolean reconciled() {
        return reconciled;
    }

    @Override
    public boolean resetsCollide() {
        return resetSeen && noResetSeen;
    }

    @Override
    public NativeHistogram value() {
        if (schema == NativeHistogram.CUSTOM_BOUNDS) {
            return NativeHistogram.withBounds(bounds, hint, count.value(), sum.value(), positive.value());
        }
        return new NativeHistogram(
                schema,
                hint,
                count.value(),
                sum.value(),
                zeroThreshold,
                zeroCount.value(),
                positive.value(),
                negative.value());
    }
}
