package dev.nightjar.logindex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. Throws {@link Malformed} instead of reading past the end. */
final class ByteReader {
    /** The bytes end early or hold an impossible length. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    int position() {
        return position;
    }

    /** The bytes that positions count in. */
    byte[] array() {
        return bytes;
    }

    /** Another reader of the same bytes, from {@code position} to this one's end. */
    ByteReader at(int position) {
        return new ByteReader(bytes, position, end);
    }

    /** The position behind the last byte. */
    int end() {
        return end;
    }

    int remaining() {
        return end - position;
    }

    private int advance(int length) {
        if (length < 0 || length > end - position) {
            throw new Malformed("needs " + length + " bytes at " + position + ", has " + (end - position));
        }
        int at = position;
        position += length;
        return at;
    }

    int readByte() {
        return bytes[advance(1)] & 0xff;
    }

    int readInt() {
        int at = advance(4);
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    long readLong() {
        long high = readInt();
        return high << 32 | (readInt() & 0xffffffffL);
    }

    /** The first {@code count} of {@code to}, all at once. */
    void readLongs(long[] to, int count) {
        ByteBuffer.wrap(bytes, advance(8 * count), 8 * count).asLongBuffer().get(to, 0, count);
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new Malformed("a number longer than ten bytes at " + position);
    }

    long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count of things that take at least {@code minimumBytes} each, so that a wrong one cannot ask for the moon. */
    int readCount(int minimumBytes) {
        long count = readVarint();
        if (count < 0 || count * minimumBytes > remaining() || count > Integer.MAX_VALUE - 8) {
            throw new Malformed("a count of " + count + " at " + position + " with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    byte[] read(int length) {
        int at = advance(length);
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /** Skips {@code length} bytes and says where they begin. */
    int skip(int length) {
        return advance(length);
    }

    String readText() {
        int length = readCount(1);
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }
}
