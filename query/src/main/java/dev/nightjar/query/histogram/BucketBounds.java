package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import java.math.BigDecimal;
import java.math.MathContext;

/** Where the buckets of a native histogram begin and end. */
final class BucketBounds {
    private static final int FINEST = NativeHistogram.HIGHEST_SCHEMA;

    /** {@code 2^(i/256)}, each rounded once: multiplying doubles would drift. */
    private static final double[] FRACTIONS = fractions();

    private BucketBounds() {}

    private static double[] fractions() {
        MathContext precise = new MathContext(50);
        BigDecimal step = BigDecimal.TWO;
        for (int i = 0; i < FINEST; i++) {
            step = step.sqrt(precise);
        }
        double[] fractions = new double[1 << FINEST];
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = power.doubleValue();
            power = power.multiply(step, precise);
        }
        return fractions;
    }

    /** The upper bound of the positive bucket {@code index} of an exponential schema; the last finite one is the greatest double. */
    static double exponential(int schema, int index) {
        long exponent;
        double fraction = 1;
        if (schema <= 0) {
            exponent = (long) index << -schema;
        } else {
            exponent = index >> schema;
            int part = index & ((1 << schema) - 1);
            fraction = FRACTIONS[part << (FINEST - schema)];
        }
        if (exponent == 1024 && fraction == 1) {
            return Double.MAX_VALUE;
        }
        return Math.scalb(fraction, Math.clamp(exponent, -3000, 3000));
    }

    /** The upper bound of the positive bucket {@code index} of {@code histogram}. */
    static double upper(NativeHistogram histogram, int index) {
        if (!histogram.hasCustomBounds()) {
            return exponential(histogram.schema(), index);
        }
        double[] bounds = histogram.customBounds();
        if (index < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
    }

    /** The index of a bucket where the resolution is {@code 2^steps} times coarser. */
    static int coarser(int index, int steps) {
        return ((index - 1) >> steps) + 1;
    }
}
