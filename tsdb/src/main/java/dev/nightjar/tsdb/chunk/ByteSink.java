package dev.nightjar.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes being written, in an array that grows and is reused. Numbers are little-endian. Not thread-safe. */
public final class ByteSink {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array itself, valid up to {@link #size()} and until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Cuts off, or lays claim to, what lies behind {@code newSize}; the claimed bytes have been reserved before. */
    public void size(int newSize) {
        if (newSize < 0 || newSize > bytes.length) {
            throw new IllegalArgumentException("size " + newSize + " of a sink of " + bytes.length);
        }
        size = newSize;
    }

    public void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeInt(int value) {
        reserve(4);
        INTS.set(bytes, size, value);
        size += 4;
    }

    public void writeLong(long value) {
        reserve(8);
        LONGS.set(bytes, size, value);
        size += 8;
    }

    public void writeBytes(byte[] from, int start, int length) {
        reserve(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /** Seven bits a byte, lowest first; negative numbers take ten bytes. */
    public void writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A varint in which small negative numbers are short too. */
    public void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Overwrites four bytes written before. */
    public void putInt(int at, int value) {
        INTS.set(bytes, at, value);
    }
}
