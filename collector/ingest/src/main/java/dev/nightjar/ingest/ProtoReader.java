package dev.nightjar.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Walks over a protobuf message in place. It makes no object per field; every error names the byte at which it was
 * found. The caller nests by hand: read a {@link #lengthEnd}, walk to it, go on.
 */
public final class ProtoReader {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int LENGTH = 2;
    public static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int position;

    public ProtoReader(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** What is walked over; read only. */
    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int end() {
        return end;
    }

    /** Steps over {@code [position, to)}; {@code to} was checked by {@link #lengthEnd}. */
    public void moveTo(int to) {
        position = to;
    }

    /** The next field's number and wire type, as {@code number << 3 | type}. */
    public int tag(int limit, String inside) throws MalformedException {
        int at = position;
        long tag = varint(limit, inside);
        if (tag <= 7 || tag > Integer.MAX_VALUE) {
            throw new MalformedException("protobuf: invalid field tag " + tag + " in " + inside + " at byte " + at);
        }
        return (int) tag;
    }

    public long varint(int limit, String what) throws MalformedException {
        int at = position;
        if (at < limit && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= limit) {
                throw truncated("number", what, at);
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException("protobuf: number longer than ten bytes in " + what + " at byte " + at);
    }

    /** What a varint of type sint32 or sint64 means. */
    public static long zigzag(long varint) {
        return varint >>> 1 ^ -(varint & 1);
    }

    public long fixed64(int limit, String what) throws MalformedException {
        if (limit - position < 8) {
            throw truncated("eight-byte value", what, position);
        }
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[position + i] & 0xff);
        }
        position += 8;
        return value;
    }

    public int fixed32(int limit, String what) throws MalformedException {
        if (limit - position < 4) {
            throw truncated("four-byte value", what, position);
        }
        position += 4;
        return (bytes[position - 4] & 0xff)
                | (bytes[position - 3] & 0xff) << 8
                | (bytes[position - 2] & 0xff) << 16
                | (bytes[position - 1] & 0xff) << 24;
    }

    /** Reads a length and answers where what follows ends. */
    public int lengthEnd(int limit, String what) throws MalformedException {
        int at = position;
        long length = varint(limit, what);
        if (length < 0 || length > limit - position) {
            throw new MalformedException("protobuf: " + what + " at byte " + at + " says it is "
                    + Long.toUnsignedString(length) + " bytes long, but only " + (limit - position)
                    + " are left: the body is truncated or damaged");
        }
        return position + (int) length;
    }

    public String text(int limit, String what) throws MalformedException {
        int textEnd = lengthEnd(limit, what);
        String text = new String(bytes, position, textEnd - position, StandardCharsets.UTF_8);
        position = textEnd;
        return text;
    }

    /** Steps over the value of an unknown field. */
    public void skip(int tag, int limit, String inside) throws MalformedException {
        switch (tag & 7) {
            case VARINT -> varint(limit, inside);
            case FIXED64 -> fixed64(limit, inside);
            case LENGTH -> position = lengthEnd(limit, inside);
            case FIXED32 -> fixed32(limit, inside);
            default ->
                throw new MalformedException("protobuf: wire type " + (tag & 7) + " of field " + (tag >>> 3) + " in "
                        + inside + " before byte " + position + " is not one we know");
        }
    }

    private MalformedException truncated(String what, String inside, int at) {
        return new MalformedException(
                "protobuf: truncated " + what + " in " + inside + " at byte " + at + " of " + end);
    }
}
