package dev.nightjar.logindex;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of the write-ahead log. Besides its payload it says how much of its segment was known to be on the disk
 * when it was written: what is damaged of that was acknowledged.
 *
 * @param durableBytes of the segment, when this record was written
 * @param firstSequence of the lines in the payload
 */
record WalRecord(long durableBytes, long firstSequence, byte[] payload) {
    static final int MAGIC = 0x4e4a5752;
    static final int LENGTH_AT = 4;
    static final int DURABLE_AT = 12;
    static final int FIRST_AT = 20;
    static final int HEADER = 4 + 4 + 4 + 8 + 8;

    int size() {
        return HEADER + payload.length;
    }

    /** Leaves room for the header; the payload is to be written behind it. */
    static ByteWriter begin(ByteWriter record) {
        return record.writeInt(MAGIC).writeInt(0).writeInt(0).writeLong(0).writeLong(0);
    }

    /** Fills in the header of what {@link #begin} began. */
    static ByteBuffer finish(ByteWriter record, long durableBytes, long firstSequence) {
        ByteBuffer out = ByteBuffer.wrap(record.array(), 0, record.size());
        out.putInt(LENGTH_AT, record.size() - HEADER)
                .putLong(DURABLE_AT, durableBytes)
                .putLong(FIRST_AT, firstSequence);
        return out.putInt(8, checksum(record.array(), 0, record.size()));
    }

    private static int checksum(byte[] bytes, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start + 4, 4);
        crc.update(bytes, start + 12, end - start - 12);
        return (int) crc.getValue();
    }

    /** The record that begins at {@code offset}, or null where none does that is whole. */
    static @Nullable WalRecord decode(byte[] segment, int offset) {
        if (offset + HEADER > segment.length) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(segment, offset, segment.length - offset);
        int magic = in.getInt();
        int length = in.getInt();
        int crc = in.getInt();
        if (magic != MAGIC || length < 0 || length > segment.length - offset - HEADER) {
            return null;
        }
        if (checksum(segment, offset, offset + HEADER + length) != crc) {
            return null;
        }
        long durable = in.getLong();
        long first = in.getLong();
        byte[] payload = new byte[length];
        in.get(payload);
        return new WalRecord(durable, first, payload);
    }
}
