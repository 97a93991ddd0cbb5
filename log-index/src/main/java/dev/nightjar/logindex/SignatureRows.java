package dev.nightjar.logindex;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The rows of a {@link SignatureGroup}, mapped. Behind each eight stands their checksum, which is looked at when one of
 * them is first read and not again, so that neither a start nor a query reads more than a needle's rows. Used by one
 * thread at a time.
 */
final class SignatureRows {
    static final int ROW_WORDS = SignatureGroup.BLOCKS / SignatureSquare.BLOCKS;
    static final int ROW_BYTES = ROW_WORDS * Long.BYTES;

    /** Rows that share a checksum. */
    static final int TOGETHER = 8;

    private static final int BYTES_TOGETHER = TOGETHER * ROW_BYTES;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment mapped;
    private final boolean checked;
    private final BitSet sound = new BitSet();

    /** @param checked whether there are checksums */
    SignatureRows(MemorySegment mapped, boolean checked) {
        this.mapped = mapped;
        this.checked = checked;
    }

    /** How long so many rows are, and so where the next begins. */
    static long bytes(int rows, boolean checked) {
        return (long) rows * ROW_BYTES + (checked ? (long) Integer.BYTES * (rows / TOGETHER) : 0L);
    }

    /** Puts the checksum of the last eight rows behind them. */
    static void check(ByteWriter rows) {
        rows.writeInt(Sections.crc(rows.array(), rows.size() - BYTES_TOGETHER, rows.size()));
    }

    /** Puts a row's words into {@code row}; false where it is not as it was written. */
    boolean read(int number, long[] row) {
        if (checked && !isSound(number / TOGETHER)) {
            return false;
        }
        MemorySegment.copy(mapped, WORD, bytes(number, checked), row, 0, ROW_WORDS);
        return true;
    }

    private boolean isSound(int part) {
        if (!sound.get(part)) {
            byte[] bytes = new byte[BYTES_TOGETHER + Integer.BYTES];
            MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, (long) part * bytes.length, bytes, 0, bytes.length);
            int checksum = ByteBuffer.wrap(bytes).getInt(BYTES_TOGETHER);
            sound.set(part, Sections.crc(bytes, 0, BYTES_TOGETHER) == checksum);
        }
        return sound.get(part);
    }
}
