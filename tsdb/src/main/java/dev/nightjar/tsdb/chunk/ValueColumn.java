package dev.nightjar.tsdb.chunk;

import java.util.Arrays;

/**
 * Packs a column of doubles, bit for bit: as one constant, as integers at a common decimal exponent (with the values
 * that are no such decimals, like NaN, kept beside), or as integers that are their raw bits.
 *
 * <pre>
 * kind      exponent 0..15, or 31 for raw bits | 0x20 has others | 0x40 constant
 * constant  signed varint mantissa, or 8 bytes of raw bits
 * else      integer column of mantissas or bits
 * others    if flagged: count, then for each: gap to the one before (varint), 8 bytes of raw bits
 * </pre>
 */
final class ValueColumn {
    private static final int HAS_OTHERS = 0x20;
    private static final int CONSTANT = 0x40;
    private static final int EXPONENT = 0x1f;

    private final IntegerColumn integers;
    private long[] numbers = new long[512];
    private int[] others = new int[512];

    ValueColumn(IntegerColumn integers) {
        this.integers = integers;
    }

    void encode(double[] values, int from, int count, ByteSink out) {
        int start = out.size();
        int exponent = Decimals.exponentOf(values, from, count);
        if (isConstant(values, from, count)) {
            encodeConstant(values[from], exponent, out);
            return;
        }
        if (numbers.length < count) {
            numbers = new long[count];
            others = new int[count];
        }
        if (exponent != Decimals.RAW) {
            encodeDecimals(values, from, count, exponent, out);
            if (out.size() - start <= 8 * count) {
                return;
            }
            out.size(start);
        }
        for (int i = 0; i < count; i++) {
            numbers[i] = Double.doubleToRawLongBits(values[from + i]);
        }
        out.writeByte(Decimals.RAW);
        integers.encode(numbers, count, out);
    }

    private static boolean isConstant(double[] values, int from, int count) {
        long first = Double.doubleToRawLongBits(values[from]);
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[from + i]) != first) {
                return false;
            }
        }
        return true;
    }

    private static void encodeConstant(double value, int exponent, ByteSink out) {
        if (exponent == Decimals.RAW) {
            out.writeByte(CONSTANT | Decimals.RAW);
            out.writeLong(Double.doubleToRawLongBits(value));
        } else {
            out.writeByte(CONSTANT | exponent);
            out.writeSigned(Decimals.mantissa(value, exponent));
        }
    }

    private void encodeDecimals(double[] values, int from, int count, int exponent, ByteSink out) {
        int odd = 0;
        for (int i = 0; i < count; i++) {
            double value = values[from + i];
            long mantissa = Decimals.mantissa(value, exponent);
            if (Decimals.exact(value, mantissa, exponent)) {
                numbers[i] = mantissa;
            } else {
                others[odd++] = i;
            }
        }
        bridge(odd, count);
        out.writeByte(exponent | (odd > 0 ? HAS_OTHERS : 0));
        integers.encode(numbers, count, out);
        if (odd > 0) {
            out.writeVarint(odd);
            int last = 0;
            for (int i = 0; i < odd; i++) {
                out.writeVarint(others[i] - last);
                out.writeLong(Double.doubleToRawLongBits(values[from + others[i]]));
                last = others[i];
            }
        }
    }

    /** Gives the places of other values their neighbour's number, so that they cost nothing in the integer column. */
    private void bridge(int odd, int count) {
        int leading = 0;
        while (leading < odd && others[leading] == leading) {
            leading++;
        }
        long neighbour = leading < count ? numbers[leading] : 0;
        for (int i = 0; i < odd; i++) {
            int at = others[i];
            numbers[at] = at < leading ? neighbour : numbers[at - 1];
        }
    }

    /** Fills {@code to[at, at + count)}. */
    void decode(ByteSource in, int count, double[] to, int at) {
        int kind = in.readByte();
        int exponent = kind & EXPONENT;
        if ((exponent > Decimals.LARGEST_EXPONENT && exponent != Decimals.RAW) || kind >= 0x80) {
            throw in.damaged("values of kind " + kind);
        }
        if ((kind & CONSTANT) != 0) {
            double value = exponent == Decimals.RAW
                    ? Double.longBitsToDouble(in.readLong())
                    : Decimals.value(in.readSigned(), exponent);
            Arrays.fill(to, at, at + count, value);
            return;
        }
        if (numbers.length < count) {
            numbers = new long[count];
        }
        IntegerColumn.decode(in, numbers, count);
        if (exponent == Decimals.RAW) {
            for (int i = 0; i < count; i++) {
                to[at + i] = Double.longBitsToDouble(numbers[i]);
            }
        } else {
            Decimals.scaleDown(numbers, exponent, to, at, count);
        }
        if ((kind & HAS_OTHERS) != 0) {
            int odd = in.readCount(count, "values beside the decimals");
            int place = 0;
            for (int i = 0; i < odd; i++) {
                place += in.readCount(count, "values between those beside the decimals");
                if (place >= count) {
                    throw in.damaged("a value beside the decimals at " + place + " of " + count);
                }
                to[at + place] = Double.longBitsToDouble(in.readLong());
            }
        }
    }
}
