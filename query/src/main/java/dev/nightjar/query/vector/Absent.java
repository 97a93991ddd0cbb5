package dev.nightjar.query.vector;

import java.util.Arrays;

/**
 * The value that says "no sample at this step": one quiet NaN of all, known by its bits. What reads samples replaces
 * every NaN by {@link Double#NaN} (see {@link #canonical}), so data never looks absent.
 */
public final class Absent {
    private static final long BITS = 0x7ff8_4e49_4748_544aL;

    public static final double VALUE = Double.longBitsToDouble(BITS);

    private Absent() {}

    public static boolean is(double value) {
        return Double.isNaN(value) && Double.doubleToRawLongBits(value) == BITS;
    }

    /** The value itself, or the one ordinary NaN. */
    public static double canonical(double value) {
        return Double.isNaN(value) ? Double.NaN : value;
    }

    /** {@code count} absent values. */
    public static double[] array(int count) {
        double[] values = new double[count];
        Arrays.fill(values, VALUE);
        return values;
    }

    public static boolean isAny(double[] values) {
        for (double value : values) {
            if (is(value)) {
                return true;
            }
        }
        return false;
    }

    public static boolean isAll(double[] values) {
        for (double value : values) {
            if (!is(value)) {
                return false;
            }
        }
        return true;
    }
}
