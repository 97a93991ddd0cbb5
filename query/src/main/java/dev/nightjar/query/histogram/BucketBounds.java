package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;

/** Where the buckets of a native histogram begin and end. */
final class BucketBounds {
    private static final int FINEST = NativeHistogram.HIGHEST_SCHEMA;

    /** {@code 2^(i/256)}, to the last digit as Prometheus and its client libraries have it, so that bounds are equal. */
    private static final double[] FRACTIONS = fractions();

    private BucketBounds() {}

    /** Between two bounds of a schema, the next finer one has the lower times the step of its own. */
    private static double[] fractions() {
        double[] bounds = {1};
        for (int schema = 1; schema <= FINEST; schema++) {
            double[] finer = new double[2 * bounds.length];
            for (int i = 0; i < finer.length; i++) {
                finer[i] = i % 2 == 0 ? bounds[i / 2] : finer[i - 1] * step(schema);
            }
            bounds = finer;
        }
        return bounds;
    }

    /** {@code 2^(2^-schema)}; the root of 2 comes out one digit too small where the tables were made. */
    private static double step(int schema) {
        return schema == 1 ? Math.nextDown(Math.sqrt(2)) : Math.pow(2, Math.scalb(1.0, -schema));
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
}
