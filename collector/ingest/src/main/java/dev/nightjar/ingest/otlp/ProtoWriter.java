package dev.nightjar.ingest.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a protobuf message, nested ones in place. Not thread-safe. */
final class ProtoWriter {
    /** A length whose value is known later takes as many bytes as the longest. */
    private static final int LENGTH_BYTES = 5;

    private byte[] bytes = new byte[256];
    private int used;

    byte[] bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, used);
    }

    void varint(int field, long value) {
        raw((long) field << 3);
        raw(value);
    }

    void fixed64(int field, long bits) {
        raw(((long) field << 3) | 1);
        room(8);
        for (int i = 0; i < 8; i++) {
            bytes[used++] = (byte) (bits >>> (8 * i));
        }
    }

    void fixed32(int field, int bits) {
        raw(((long) field << 3) | 5);
        room(4);
        for (int i = 0; i < 4; i++) {
            bytes[used++] = (byte) (bits >>> (8 * i));
        }
    }

    void text(int field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(int field, byte[] value) {
        raw(((long) field << 3) | 2);
        raw(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, used, value.length);
        used += value.length;
    }

    /** Begins a message in {@code field}; what is written next is in it, until {@link #end} with the answer. */
    int begin(int field) {
        raw(((long) field << 3) | 2);
        room(LENGTH_BYTES);
        used += LENGTH_BYTES;
        return used;
    }

    void end(int begun) {
        int length = used - begun;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            int more = i < LENGTH_BYTES - 1 ? 0x80 : 0;
            bytes[begun - LENGTH_BYTES + i] = (byte) (((length >>> (7 * i)) & 0x7f) | more);
        }
    }

    private void raw(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[used++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    private void room(int more) {
        if (used + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
        }
    }
}
