package dev.nightjar.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf messages by hand, so that tests do not depend on generated code that could share a mistake. */
public final class ProtoBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtoBytes varint(int field, long value) {
        raw((long) field << 3);
        raw(value);
        return this;
    }

    public ProtoBytes fixed64(int field, long bits) {
        raw(field << 3 | 1L);
        for (int i = 0; i < 8; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
        return this;
    }

    public ProtoBytes bytes(int field, byte[] value) {
        raw(field << 3 | 2L);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Varints one behind the other, without a tag: the content of a packed field. */
    public ProtoBytes packed(long... values) {
        for (long value : values) {
            raw(value);
        }
        return this;
    }

    /** The content of a packed field of doubles. */
    public ProtoBytes rawFixed64(double value) {
        for (int i = 0; i < 8; i++) {
            out.write((int) (Double.doubleToRawLongBits(value) >>> (8 * i)));
        }
        return this;
    }

    public ProtoBytes append(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public ProtoBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoBytes message(int field, ProtoBytes value) {
        return bytes(field, value.toBytes());
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    public static ProtoBytes label(String name, String value) {
        return new ProtoBytes().text(1, name).text(2, value);
    }

    public static ProtoBytes sample(long timestampMillis, double value) {
        return new ProtoBytes().fixed64(1, Double.doubleToRawLongBits(value)).varint(2, timestampMillis);
    }

    /** A write request of one series with one sample. */
    public static ProtoBytes writeRequest(String metric, long timestampMillis, double value) {
        return new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, label("__name__", metric))
                                .message(1, label("service", "checkout"))
                                .message(2, sample(timestampMillis, value)));
    }
}
