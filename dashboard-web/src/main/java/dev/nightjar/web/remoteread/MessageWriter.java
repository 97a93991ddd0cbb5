package dev.nightjar.web.remoteread;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows a protobuf message field by field. Not thread-safe. */
public final class MessageWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;

    private byte[] bytes = new byte[256];
    private int used;

    public int size() {
        return used;
    }

    public byte[] array() {
        return bytes;
    }

    public void clear() {
        used = 0;
    }

    /** Left out where it is 0, as everything that has its default. */
    public void number(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
    }

    /** A number that is small in either direction. */
    public void zigzag(int field, long value) {
        number(field, (value << 1) ^ (value >> 63));
    }

    /** Left out where its bits are those of 0. */
    public void real(int field, double value) {
        if (Double.doubleToRawLongBits(value) != 0) {
            tag(field, FIXED64);
            fixed64(Double.doubleToRawLongBits(value));
        }
    }

    /** The same, but written whatever it is: one of several that exclude each other. */
    public void chosenReal(int field, double value) {
        tag(field, FIXED64);
        fixed64(Double.doubleToRawLongBits(value));
    }

    /** A number that is small in either direction, written whatever it is. */
    public void chosenZigzag(int field, long value) {
        tag(field, VARINT);
        varint((value << 1) ^ (value >> 63));
    }

    /** A number of a field that is written whatever it is. */
    public void chosenNumber(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    /** How long the message is, as it stands before one of several. */
    public void length(MessageWriter message) {
        varint(message.used);
    }

    void reals(int field, double[] values) {
        if (values.length > 0) {
            tag(field, LENGTH);
            varint(8L * values.length);
            for (double value : values) {
                fixed64(Double.doubleToRawLongBits(value));
            }
        }
    }

    public void text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes(field, utf8, utf8.length);
    }

    public void message(int field, MessageWriter message) {
        bytes(field, message.bytes, message.used);
    }

    void bytes(int field, byte[] value, int length) {
        tag(field, LENGTH);
        varint(length);
        room(length);
        System.arraycopy(value, 0, bytes, used, length);
        used += length;
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    private void fixed64(long value) {
        room(8);
        for (int i = 0; i < 8; i++) {
            bytes[used++] = (byte) (value >>> (8 * i));
        }
    }

    private void room(int more) {
        if (more > bytes.length - used) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
        }
    }
}
