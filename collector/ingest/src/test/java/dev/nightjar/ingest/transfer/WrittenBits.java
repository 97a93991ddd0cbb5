package dev.nightjar.ingest.transfer;

import java.util.BitSet;

/** Writes bits as Prometheus' chunks have them, from the format's description and not from our reader. */
final class WrittenBits {
    private static final int[] WIDTHS = {3, 6, 9, 12, 18, 25, 56};

    private final BitSet bits = new BitSet();
    private int size;

    WrittenBits raw(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits.set(size++, (value >>> i & 1) == 1);
        }
        return this;
    }

    WrittenBits number(double value) {
        return raw(Double.doubleToRawLongBits(value), 64);
    }

    WrittenBits unsigned(long value) {
        if (value == 0) {
            return raw(0, 1);
        }
        for (int i = 0; i < WIDTHS.length; i++) {
            if (value < 1L << WIDTHS[i]) {
                return ones(i + 1).raw(0, 1).raw(value, WIDTHS[i]);
            }
        }
        return ones(8).raw(value, 64);
    }

    WrittenBits signed(long value) {
        if (value == 0) {
            return raw(0, 1);
        }
        for (int i = 0; i < WIDTHS.length; i++) {
            long half = 1L << (WIDTHS[i] - 1);
            if (value > -half && value <= half) {
                return ones(i + 1).raw(0, 1).raw(value, WIDTHS[i]);
            }
        }
        return ones(8).raw(value, 64);
    }

    private WrittenBits ones(int count) {
        return raw((1L << count) - 1, count);
    }

    /** The next of a column of doubles, written whole. */
    WrittenBits differing(double before, double value) {
        long changed = Double.doubleToRawLongBits(before) ^ Double.doubleToRawLongBits(value);
        return changed == 0 ? raw(0, 1) : raw(3, 2).raw(0, 5).raw(0, 6).raw(changed, 64);
    }

    byte[] bytes() {
        byte[] bytes = new byte[(size + 7) / 8];
        for (int i = 0; i < size; i++) {
            bytes[i / 8] |= (byte) (bits.get(i) ? 0x80 >>> (i % 8) : 0);
        }
        return bytes;
    }
}
