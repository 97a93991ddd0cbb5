package dev.nightjar.logindex;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;

/**
 * Signatures of equal length of {@link #BLOCKS} blocks, transposed: a row a bit position, a column a block, so that a
 * needle's candidates are the AND of a few rows.
 */
record SignatureGroup(int exponent, int[] ordinals, MemorySegment rows) {
    static final int BLOCKS = 1024;
    private static final int ROW_WORDS = BLOCKS / 64;
    private static final ValueLayout.OfLong WORD =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

    static long rowBytes(int exponent) {
        return (ROW_WORDS * 8L) << exponent;
    }

    /** The rows of exactly {@link #BLOCKS} signatures. */
    static void writeRows(ByteWriter out, int exponent, List<Signature> signatures) {
        long[] rows = new long[ROW_WORDS << exponent];
        for (int column = 0; column < BLOCKS; column++) {
            BitSet bits = signatures.get(column).bits();
            long mask = 1L << column;
            for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
                rows[bit * ROW_WORDS + (column >>> 6)] |= mask;
            }
        }
        for (long word : rows) {
            out.writeLong(word);
        }
    }

    /** Sets the ordinals of the blocks that may hold a needle of these {@link Signature#gramBits}. */
    void addCandidates(int[] gramBits, BitSet to) {
        long[] columns = new long[ROW_WORDS];
        java.util.Arrays.fill(columns, -1);
        for (int gram : gramBits) {
            long row = (long) (gram >>> (Signature.MAX_EXPONENT - exponent)) * ROW_WORDS * 8;
            long left = 0;
            for (int i = 0; i < ROW_WORDS; i++) {
                columns[i] &= rows.get(WORD, row + 8L * i);
                left |= columns[i];
            }
            if (left == 0) {
                return;
            }
        }
        BitSet found = BitSet.valueOf(columns);
        for (int column = found.nextSetBit(0); column >= 0; column = found.nextSetBit(column + 1)) {
            to.set(ordinals[column]);
        }
    }
}
