package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Signatures of equal length of {@link #BLOCKS} blocks, transposed: a row a bit position, a column a block, so that a
 * needle's candidates are the AND of a few rows.
 *
 * @param offset where it begins in its file
 */
record SignatureGroup(long offset, Form form, int[] ordinals, SignatureRows rows) {
    static final int BLOCKS = 1024;

    /** What stands before the rows: form, checksum, ordinals. */
    static final int HEAD = 4 + 4 + 4 * BLOCKS;

    private static final int CHECKED = 0x100;
    private static final int ROWS_AT_ONCE = 64;

    /**
     * How a group is written, as its first four bytes say.
     *
     * @param checked whether rows have checksums; those of the first builds had none
     */
    record Form(int exponent, boolean checked) {
        static Form of(int code) {
            return new Form(code & ~CHECKED, (code & CHECKED) != 0);
        }

        int code() {
            return exponent | (checked ? CHECKED : 0);
        }

        boolean isKnown() {
            return exponent >= Signature.MIN_EXPONENT && exponent <= Signature.MAX_EXPONENT;
        }

        /** Of rows and their checksums. */
        long rowBytes() {
            return SignatureRows.bytes(1 << exponent, checked);
        }
    }

    /** Of the bytes before the rows: of the first builds' groups it covers the ordinals only. */
    static int checksum(Form form, byte[] head) {
        byte[] covered = Arrays.copyOfRange(head, form.checked() ? 4 : 8, HEAD);
        if (form.checked()) {
            ByteBuffer.wrap(covered).putInt(0, form.code());
        }
        return Sections.crc(covered, 0, covered.length);
    }

    /** Writes the rows of squares that hold exactly {@link #BLOCKS} signatures, with checksums. */
    static void writeRows(FileChannel channel, long offset, List<SignatureSquare> squares) throws IOException {
        ByteWriter rows = new ByteWriter((int) SignatureRows.bytes(ROWS_AT_ONCE, true));
        long at = offset;
        int count = squares.getFirst().rows().length;
        for (int row = 0; row < count; row++) {
            for (SignatureSquare square : squares) {
                rows.writeLong(square.rows()[row]);
            }
            if ((row + 1) % SignatureRows.TOGETHER == 0) {
                SignatureRows.check(rows);
            }
            if ((row + 1) % ROWS_AT_ONCE == 0) {
                DurableFolder.writeFully(channel, ByteBuffer.wrap(rows.array(), 0, rows.size()), at);
                at += rows.size();
                rows.clear();
            }
        }
    }

    /**
     * Sets the ordinals of the blocks that may hold a needle of these {@link Signature#gramBits}. False, and nothing is
     * set, where rows that it takes are not as they were written.
     */
    boolean addCandidates(int[] gramBits, BitSet to) {
        long[] columns = new long[SignatureRows.ROW_WORDS];
        Arrays.fill(columns, -1);
        long[] row = new long[SignatureRows.ROW_WORDS];
        for (int gram : gramBits) {
            if (!rows.read(gram >>> (Signature.MAX_EXPONENT - form.exponent()), row)) {
                return false;
            }
            long left = 0;
            for (int i = 0; i < row.length; i++) {
                columns[i] &= row[i];
                left |= columns[i];
            }
            if (left == 0) {
                return true;
            }
        }
        BitSet found = BitSet.valueOf(columns);
        for (int column = found.nextSetBit(0); column >= 0; column = found.nextSetBit(column + 1)) {
            to.set(ordinals[column]);
        }
        return true;
    }
}
