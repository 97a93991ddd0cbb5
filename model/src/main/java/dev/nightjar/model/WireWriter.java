package dev.nightjar.model;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Grows a byte array by the pieces of a wire frame. Not thread-safe. */
final class WireWriter {
    private byte[] bytes;
    private int used;

    WireWriter(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    void raw(int value) {
        room(1);
        bytes[used++] = (byte) value;
    }

    void raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, used, end - start);
        used += end - start;
    }

    /** Seven bits a byte, the low ones first; a negative number takes ten bytes. */
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    /** A number that is small in either direction. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** The frame so far, closed by its CRC-32C, big-endian. */
    byte[] sealed() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, used);
        int sum = (int) crc.getValue();
        byte[] frame = Arrays.copyOf(bytes, used + 4);
        for (int i = 0; i < 4; i++) {
            frame[used + i] = (byte) (sum >>> (24 - 8 * i));
        }
        return frame;
    }

    private void room(int wanted) {
        if (used + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + wanted));
        }
    }
}
