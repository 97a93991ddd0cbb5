package dev.nightjar.logindex;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;

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

    /** Writes the rows of exactly {@link #BLOCKS} signatures, 64 rows at a time. */
    static void writeRows(FileChannel channel, long offset, long[][] signatures) throws IOException {
        ByteBuffer rows = ByteBuffer.allocate(64 * ROW_WORDS * 8);
        long[] square = new long[64];
        long at = offset;
        for (int word = 0; word < signatures[0].length; word++) {
            for (int group = 0; group < ROW_WORDS; group++) {
                for (int i = 0; i < 64; i++) {
                    square[i] = signatures[64 * group + i][word];
                }
                transpose(square);
                for (int row = 0; row < 64; row++) {
                    rows.putLong(8 * (row * ROW_WORDS + group), square[row]);
                }
            }
            DurableFolder.writeFully(channel, rows.clear(), at);
            at += rows.capacity();
        }
    }

    /**
     * Turns 64 words of 64 bits round their diagonal, halves first, then quarters (Warren, Hacker's Delight, 7-3), the
     * low bit of the first word staying where it is.
     */
    static void transpose(long[] square) {
        long mask = 0x00000000FFFFFFFFL;
        for (int width = 32; width != 0; width >>>= 1) {
            for (int i = 0; i < 64; i = (i + width + 1) & ~width) {
                long swapped = (square[i] >>> width ^ square[i + width]) & mask;
                square[i + width] ^= swapped;
                square[i] ^= swapped << width;
            }
            mask ^= mask << (width >>> 1);
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
