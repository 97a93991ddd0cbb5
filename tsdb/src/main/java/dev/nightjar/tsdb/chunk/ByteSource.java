package dev.nightjar.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what a {@link ByteSink} wrote and never past its end: damaged bytes throw {@link DamagedBytesException}. */
public final class ByteSource {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int position;
    private int end;

    /** Begins anew on {@code from[start, start + length)}. */
    public ByteSource over(byte[] from, int startAt, int length) {
        if (startAt < 0 || length < 0 || length > from.length - startAt) {
            throw new IllegalArgumentException("bytes " + startAt + " + " + length + " of an array of " + from.length);
        }
        bytes = from;
        start = startAt;
        position = startAt;
        end = startAt + length;
        return this;
    }

    /** The eight bytes from {@code at} on, read where they stand. */
    public static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Index into {@link #bytes()} of the next byte. */
    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    /** Steps over {@code length} bytes and returns where they begin. */
    public int skip(long length) {
        if (length < 0 || length > end - position) {
            throw damaged("needs " + length + " more bytes, has " + (end - position));
        }
        int at = position;
        position += (int) length;
        return at;
    }

    public int readByte() {
        return bytes[skip(1)] & 0xff;
    }

    public int readInt() {
        return (int) INTS.get(bytes, skip(4));
    }

    public long readLong() {
        return (long) LONGS.get(bytes, skip(8));
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw damaged("a number is cut off");
            }
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number is longer than ten bytes");
    }

    public long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint that counts something: at most {@code limit}. */
    public int readCount(int limit, String what) {
        long value = readVarint();
        if (value < 0 || value > limit) {
            throw damaged(Long.toUnsignedString(value) + " " + what + ", at most " + limit + " are possible");
        }
        return (int) value;
    }

    public DamagedBytesException damaged(String what) {
        return new DamagedBytesException(
                "damaged at byte " + (position - start) + " of " + (end - start) + ": " + what);
    }
}
