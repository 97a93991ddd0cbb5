package dev.nightjar.model;

import dev.nightjar.model.BatchCodec.MalformedBatchException;
import java.util.zip.CRC32C;

/** Reads the pieces of a wire frame. Every length and count is checked against the bytes that are really there. */
final class WireReader {
    private static final int CRC_BYTES = 4;

    private final byte[] bytes;
    private final int end;
    private int position;

    private WireReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.end = bytes.length - CRC_BYTES;
        this.position = start;
    }

    /** Checks length and checksum; the reader then stands after the {@code headerBytes}, and ends before the checksum. */
    static WireReader checked(byte[] bytes, int headerBytes) throws MalformedBatchException {
        if (bytes.length < headerBytes + CRC_BYTES) {
            throw new MalformedBatchException("a batch has at least " + (headerBytes + CRC_BYTES) + " bytes, found "
                    + bytes.length + "; the body was cut short");
        }
        int end = bytes.length - CRC_BYTES;
        int stored = 0;
        for (int i = 0; i < CRC_BYTES; i++) {
            stored = stored << 8 | (bytes[end + i] & 0xff);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if (stored != (int) crc.getValue()) {
            throw new MalformedBatchException(
                    "checksum is %08x, computed %08x over %d bytes; the body was damaged or cut short"
                            .formatted(stored, (int) crc.getValue(), end));
        }
        return new WireReader(bytes, headerBytes);
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    long varint(String what) throws MalformedBatchException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw new MalformedBatchException("ends within " + what + " at byte " + position);
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedBatchException(what + " before byte " + position + " is longer than 64 bits");
    }

    long signed(String what) throws MalformedBatchException {
        long value = varint(what);
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count of things that take at least {@code leastBytes} each: more than fit in the rest is refused before anything is allocated. */
    int count(String what, int leastBytes) throws MalformedBatchException {
        int at = position;
        long value = varint("count of " + what);
        if (value < 0 || value > remaining() / leastBytes) {
            throw new MalformedBatchException(Long.toUnsignedString(value) + " " + what + " announced at byte " + at
                    + ", but only " + remaining() + " bytes follow");
        }
        return (int) value;
    }

    /** A number that may be at most {@code most}. */
    int bounded(String what, long most) throws MalformedBatchException {
        int at = position;
        long value = varint(what);
        if (value < 0 || value > most) {
            throw new MalformedBatchException(what + " at byte " + at + " is " + Long.toUnsignedString(value)
                    + ", at most " + most + " is possible");
        }
        return (int) value;
    }

    /** Steps over {@code length} bytes that {@link #bounded} has allowed, and returns where they begin. */
    int skip(int length) {
        int start = position;
        position += length;
        return start;
    }

    void expectEnd() throws MalformedBatchException {
        if (position != end) {
            throw new MalformedBatchException(remaining() + " bytes follow the last item at byte " + position);
        }
    }
}
