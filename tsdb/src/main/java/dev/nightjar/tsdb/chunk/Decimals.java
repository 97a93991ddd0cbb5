package dev.nightjar.tsdb.chunk;

/**
 * Sees doubles as decimal numbers: 12.34 is 1234 with exponent 2.
 *
 * <p>A double {@code v} is exact at exponent {@code e} if some integer {@code m} has {@code m / 10^e == v}, where the
 * division is the processor's, correctly rounded: then storing m and e gives back every bit. That is checked for each
 * value, never assumed. NaN, infinities and -0 are never exact.
 */
final class Decimals {
    /** Says that values are not decimals: their raw bits are stored. */
    static final int RAW = 31;

    static final int LARGEST_EXPONENT = 15;

    /** A column of numbers that begins with this many in a row that are no decimals is not searched further. */
    private static final int HOPELESS = 6;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Decimals() {}

    static long mantissa(double value, int exponent) {
        return (long) Math.rint(value * POWERS[exponent]);
    }

    static double value(long mantissa, int exponent) {
        return mantissa / POWERS[exponent];
    }

    static boolean exact(double value, long mantissa, int exponent) {
        return value(mantissa, exponent) == value && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }

    /** The smallest exponent at which all values are exact that are exact at any, or {@link #RAW} if they are too few. */
    static int exponentOf(double[] values, int from, int count) {
        int exponent = 0;
        int odd = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (exact(value, mantissa(value, exponent), exponent)) {
                continue;
            }
            int found = Double.isFinite(value) ? exponentFrom(value, exponent + 1) : RAW;
            if (found != RAW) {
                exponent = found;
            } else if (++odd > count / 2 || (Double.isFinite(value) && odd >= HOPELESS && odd == i - from + 1)) {
                return RAW;
            }
        }
        return exponent;
    }

    private static int exponentFrom(double value, int first) {
        for (int exponent = first; exponent <= LARGEST_EXPONENT; exponent++) {
            if (exact(value, mantissa(value, exponent), exponent)) {
                return exponent;
            }
        }
        return RAW;
    }

    static void scaleDown(long[] mantissas, int exponent, double[] to, int at, int count) {
        double power = POWERS[exponent];
        if (exponent == 0) {
            for (int i = 0; i < count; i++) {
                to[at + i] = mantissas[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[at + i] = mantissas[i] / power;
            }
        }
    }
}
