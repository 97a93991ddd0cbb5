package dev.nightjar.web.remoteread;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the fields of a protobuf message. Throws {@link IllegalArgumentException} with the place where the bytes
 * are no message.
 */
final class MessageReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private int position;
    private int wireType;

    MessageReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Steps to the next field and answers its number; 0 at the end. Its value has to be taken or skipped. */
    int field() {
        if (position == bytes.length) {
            return 0;
        }
        int at = position;
        long tag = varint();
        wireType = (int) (tag & 7);
        long field = tag >>> 3;
        if (field == 0 || field > (1 << 28)) {
            throw new IllegalArgumentException("protobuf: invalid field tag " + tag + " at byte " + at);
        }
        return (int) field;
    }

    long number() {
        require(VARINT);
        return varint();
    }

    /** The bytes of a nested message or text. */
    byte[] bytes() {
        require(LENGTH);
        int end = end();
        byte[] value = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return value;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The numbers of a repeated field, which may lie one by one or packed. */
    long[] numbers() {
        if (wireType == VARINT) {
            return new long[] {varint()};
        }
        require(LENGTH);
        int end = end();
        long[] values = new long[end - position];
        int size = 0;
        while (position < end) {
            values[size++] = varint();
        }
        return Arrays.copyOf(values, size);
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case LENGTH -> position = end();
            case FIXED32 -> advance(4);
            default ->
                throw new IllegalArgumentException(
                        "protobuf: wire type " + wireType + " before byte " + position + " is not one we know");
        }
    }

    private void require(int wanted) {
        if (wireType != wanted) {
            throw new IllegalArgumentException(
                    "protobuf: wire type " + wireType + " before byte " + position + ", expected " + wanted);
        }
    }

    private int end() {
        int at = position;
        long length = varint();
        if (length < 0 || length > bytes.length - position) {
            throw new IllegalArgumentException("protobuf: a field at byte " + at + " says it is "
                    + Long.toUnsignedString(length) + " bytes long, but only " + (bytes.length - position)
                    + " are left");
        }
        return position + (int) length;
    }

    private void advance(int length) {
        if (bytes.length - position < length) {
            throw new IllegalArgumentException("protobuf: ends within a field at byte " + position);
        }
        position += length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == bytes.length) {
                throw new IllegalArgumentException("protobuf: ends within a number at byte " + position);
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("protobuf: a number longer than ten bytes before byte " + position);
    }
}
