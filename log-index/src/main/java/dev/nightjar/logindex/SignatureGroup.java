package dev.nightjar.logindex;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Signatures of equal length of {@link #BLOCKS} blocks, transposed: a row a bit position, a column a block, so that a
 * needle's candidates are the AND of a few rows.
 */
record SignatureGroup(int exponent, int[] ordinals, MemorySegment rows) {
    static final int BLOCKS = 1024;
    private static final int ROW_WORDS = BLOCKS / SignatureSquare.BLOCKS;
    private static final ValueLayout.OfLong WORD =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

    static long rowBytes(int exponent) {
        return (ROW_WORDS * 8L) << exponent;
    }

    /** Writes the rows of squares that hold exactly {@link #BLOCKS} signatures, 64 rows at a time. */
    static void writeRows(FileChannel channel, long offset, List<SignatureSquare> squares) throws IOException {
        ByteBuffer rows = ByteBuffer.allocate(64 * ROW_WORDS * 8);
        long at = offset;
        int count = squares.getFirst().rows().length;
        for (int row = 0; row < count; row++) {
            for (SignatureSquare square : squares) {
                rows.putLong(square.rows()[row]);
            }
            if (!rows.hasRemaining()) {
                DurableFolder.writeFully(channel, rows.clear(), at);
                at += rows.capacity();
                rows.clear();
            }
        }
    }

    /** Sets the ordinals of the blocks that may hold a needle of these {@link Signature#gramBits}. */
    void addCandidates(int[] gramBits, BitSet to) {
        long[] columns = new long[ROW_WORDS];
        Arrays.fill(columns, -1);
        long[] row = new long[ROW_WORDS];
        for (int gram : gramBits) {
            int number = gram >>> (Signature.MAX_EXPONENT - exponent);
            MemorySegment.copy(rows, WORD, (long) number * ROW_WORDS * 8, row, 0, ROW_WORDS);
            long left = 0;
            for (int i = 0; i < ROW_WORDS; i++) {
                columns[i] &= row[i];
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
