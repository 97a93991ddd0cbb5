package dev.nightjar.ingest.exposition;

import dev.nightjar.model.StaleMarker;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers where they lie. A number of at most 18 digits and a small power of ten, which is nearly every number
 * of an exposition, is exact in one multiplication or division of doubles (W. Clinger, How to read floating point
 * numbers accurately, 1990); others go the way of {@link ExposedNumber}.
 */
public final class DecimalText {
    /** Whole numbers up to here are doubles. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MOST_DIGITS = 18;
    private static final int LONGEST = 400;

    private boolean valid;

    /** Whether the last text read was a number. */
    public boolean valid() {
        return valid;
    }

    /** The bits of the number in {@code in[from, to)}. */
    public long bits(byte[] in, int from, int to) {
        valid = true;
        int at = from;
        boolean negative = at < to && in[at] == '-';
        if (at < to && (in[at] == '-' || in[at] == '+')) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int shift = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte c = in[at];
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
                shift -= point ? 1 : 0;
                if (count > MOST_DIGITS) {
                    return slowly(in, from, to);
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (count == 0) {
            return slowly(in, from, to);
        }
        if (at < to) {
            int exponent = exponent(in, at, to);
            if (exponent == Integer.MIN_VALUE) {
                return slowly(in, from, to);
            }
            shift += exponent;
        }
        if (digits > EXACT || shift < -22 || shift > 22) {
            return slowly(in, from, to);
        }
        double value = shift < 0 ? digits / POWERS[-shift] : digits * POWERS[shift];
        return Double.doubleToRawLongBits(negative ? -value : value);
    }

    /** Of {@code e-7}; the least int where it is none, or a long one. */
    private static int exponent(byte[] in, int from, int to) {
        if (in[from] != 'e' && in[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        int at = from + 1;
        boolean negative = at < to && in[at] == '-';
        if (at < to && (in[at] == '-' || in[at] == '+')) {
            at++;
        }
        if (at == to || to - at > 3) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            if (in[at] < '0' || in[at] > '9') {
                return Integer.MIN_VALUE;
            }
            exponent = 10 * exponent + (in[at] - '0');
        }
        return negative ? -exponent : exponent;
    }

    private long slowly(byte[] in, int from, int to) {
        @Nullable
        Double value = to - from > LONGEST
                ? null
                : ExposedNumber.parse(new String(in, from, to - from, StandardCharsets.ISO_8859_1));
        valid = value != null;
        if (value == null || value.isNaN()) {
            return StaleMarker.NORMAL_NAN_BITS;
        }
        return Double.doubleToRawLongBits(value);
    }
}
