package dev.nightjar.logindex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the few encodings the formats use. Numbers of fixed size are big-endian. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Forgets what was written and keeps the array. */
    void clear() {
        size = 0;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    ByteWriter writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteWriter writeInt(int value) {
        reserve(4);
        putInt(size, value);
        size += 4;
        return this;
    }

    void putInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    ByteWriter writeLong(long value) {
        writeInt((int) (value >>> 32));
        return writeInt((int) value);
    }

    /** Unsigned, seven bits a byte, low bits first. */
    ByteWriter writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Signed: small magnitudes are short. */
    ByteWriter writeZigzag(long value) {
        return writeVarint((value << 1) ^ (value >> 63));
    }

    ByteWriter write(byte[] from, int start, int length) {
        reserve(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
        return this;
    }

    ByteWriter write(byte[] from) {
        return write(from, 0, from.length);
    }

    ByteWriter writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return writeVarint(utf8.length).write(utf8);
    }
}
