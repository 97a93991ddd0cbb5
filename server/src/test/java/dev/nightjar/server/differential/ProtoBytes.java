package dev.nightjar.server.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A protobuf message written field by field. */
final class ProtoBytes {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toByteArray() {
        return out.toByteArray();
    }

    ProtoBytes message(int field, ProtoBytes message) {
        return bytes(field, message.toByteArray());
    }

    ProtoBytes text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a field that is repeated and packed; nothing if there are none. */
    ProtoBytes doubles(int field, Collection<Double> values) {
        ProtoBytes packed = new ProtoBytes();
        values.forEach(value -> packed.raw64(Double.doubleToRawLongBits(value)));
        return values.isEmpty() ? this : message(field, packed);
    }

    /** Of a field that is repeated and packed; nothing if there are none. */
    ProtoBytes varints(int field, Collection<Long> values) {
        ProtoBytes packed = new ProtoBytes();
        values.forEach(packed::raw);
        return values.isEmpty() ? this : message(field, packed);
    }

    ProtoBytes fixed64(int field, double value) {
        return fixed64(field, Double.doubleToRawLongBits(value));
    }

    ProtoBytes fixed64(int field, long bits) {
        raw((long) field << 3 | FIXED_64);
        raw64(bits);
        return this;
    }

    ProtoBytes varint(int field, long value) {
        raw((long) field << 3 | VARINT);
        raw(value);
        return this;
    }

    /** How protobuf writes numbers that are often small and negative. */
    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private ProtoBytes bytes(int field, byte[] value) {
        raw((long) field << 3 | BYTES);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    private void raw64(long bits) {
        for (int i = 0; i < Long.BYTES; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
    }

    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
