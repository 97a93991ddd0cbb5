package dev.nightjar.bench.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Just enough protobuf to write requests, and snappy blocks that compress nothing. */
final class Protobuf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf varint(int field, long value) {
        raw((long) field << 3);
        raw(value);
        return this;
    }

    Protobuf signed(int field, long value) {
        return varint(field, zigzag(value));
    }

    Protobuf number(int field, double value) {
        raw((long) field << 3 | 1);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < 8; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
        return this;
    }

    Protobuf message(int field, byte[] bytes) {
        raw((long) field << 3 | 2);
        raw(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    Protobuf label(int field, String name, String value) {
        byte[] label = new Protobuf()
                .message(1, name.getBytes(StandardCharsets.UTF_8))
                .message(2, value.getBytes(StandardCharsets.UTF_8))
                .bytes();
        return message(field, label);
    }

    Protobuf packedSigned(int field, long[] values) {
        Protobuf packed = new Protobuf();
        for (long value : values) {
            packed.raw(zigzag(value));
        }
        return message(field, packed.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** A snappy block of literals only. */
    static byte[] snappy(byte[] bytes) {
        Protobuf block = new Protobuf();
        block.raw(bytes.length);
        for (int from = 0; from < bytes.length; from += 1 << 16) {
            int length = Math.min(1 << 16, bytes.length - from);
            block.out.write(61 << 2);
            block.out.write(length - 1);
            block.out.write((length - 1) >>> 8);
            block.out.write(bytes, from, length);
        }
        return block.bytes();
    }
}
