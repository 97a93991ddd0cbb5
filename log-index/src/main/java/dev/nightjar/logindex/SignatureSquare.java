package dev.nightjar.logindex;

import java.util.BitSet;
import java.util.List;

/**
 * Signatures of equal length of {@link #BLOCKS} blocks, transposed: a row a bit position, a bit of it a block. Sixteen
 * make a {@link SignatureGroup}; until then they wait in memory, as quick to ask as a group.
 */
record SignatureSquare(int exponent, int[] ordinals, long[] rows) {
    static final int BLOCKS = 64;

    /** Of exactly {@link #BLOCKS} signatures of one length. */
    static SignatureSquare of(int[] ordinals, List<Signature> signatures) {
        int exponent = signatures.getFirst().exponent();
        long[][] columns = signatures.stream().map(Signature::words).toArray(long[][]::new);
        long[] rows = new long[1 << exponent];
        long[] square = new long[BLOCKS];
        for (int word = 0; word < rows.length / BLOCKS; word++) {
            for (int i = 0; i < BLOCKS; i++) {
                square[i] = columns[i][word];
            }
            transpose(square);
            System.arraycopy(square, 0, rows, BLOCKS * word, BLOCKS);
        }
        return new SignatureSquare(exponent, ordinals, rows);
    }

    /** What it was made of. */
    Signature[] signatures() {
        long[][] columns = new long[BLOCKS][rows.length / BLOCKS];
        long[] square = new long[BLOCKS];
        for (int word = 0; word < rows.length / BLOCKS; word++) {
            System.arraycopy(rows, BLOCKS * word, square, 0, BLOCKS);
            transpose(square);
            for (int i = 0; i < BLOCKS; i++) {
                columns[i][word] = square[i];
            }
        }
        Signature[] signatures = new Signature[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            signatures[i] = new Signature(exponent, columns[i]);
        }
        return signatures;
    }

    /** Sets the ordinals of the blocks that may hold a needle of these {@link Signature#gramBits}. */
    void addCandidates(int[] gramBits, BitSet to) {
        int shift = Signature.MAX_EXPONENT - exponent;
        long left = -1;
        for (int i = 0; i < gramBits.length && left != 0; i++) {
            left &= rows[gramBits[i] >>> shift];
        }
        for (long bits = left; bits != 0; bits &= bits - 1) {
            to.set(ordinals[Long.numberOfTrailingZeros(bits)]);
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
}
