package dev.nightjar.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Labels as bytes: the {@code repeated Label labels = 1} fields of a remote-write {@code TimeSeries}, exactly as they
 * stand in its protobuf body: for each label {@code 0x0a len (0x0a len name) (0x12 len value)}, lengths as varints.
 *
 * <p>A {@link SampleBatch} carries series this way, so that a store can know a series again by its bytes and parse
 * labels only for a series it has never seen. The canonical encoding is sorted by name; senders should send that, and
 * a store must also accept other orders as the same series.
 */
public final class LabelBytes {
    private static final int LABEL_TAG = 0x0a;
    private static final int NAME_TAG = 0x0a;
    private static final int VALUE_TAG = 0x12;

    private LabelBytes() {}

    /** Labels that are not as promised, with the place. */
    public static final class InvalidLabelsException extends Exception {
        public InvalidLabelsException(String message) {
            super(message);
        }
    }

    public static byte[] encode(Labels labels) {
        byte[][] texts = new byte[2 * labels.size()][];
        int bytes = 0;
        for (int i = 0; i < labels.size(); i++) {
            texts[2 * i] = labels.name(i).getBytes(StandardCharsets.UTF_8);
            texts[2 * i + 1] = labels.value(i).getBytes(StandardCharsets.UTF_8);
            int fields = fieldSize(texts[2 * i]) + fieldSize(texts[2 * i + 1]);
            bytes += 1 + varintSize(fields) + fields;
        }
        byte[] out = new byte[bytes];
        int at = 0;
        for (int i = 0; i < texts.length; i += 2) {
            out[at++] = LABEL_TAG;
            at = putVarint(out, at, fieldSize(texts[i]) + fieldSize(texts[i + 1]));
            at = putField(out, at, NAME_TAG, texts[i]);
            at = putField(out, at, VALUE_TAG, texts[i + 1]);
        }
        return out;
    }

    /**
     * Decodes {@code bytes[start, end)}. Labels with an empty value are left out.
     *
     * @throws InvalidLabelsException on broken framing, an empty or duplicate name, or text that is not UTF-8
     */
    public static Labels decode(byte[] bytes, int start, int end) throws InvalidLabelsException {
        Cursor at = new Cursor(bytes, start, end);
        Labels.Builder labels = Labels.builder();
        String[] seen = new String[8];
        int count = 0;
        while (at.position < end) {
            at.expect(LABEL_TAG, "a label");
            int labelEnd = at.lengthEnd("label");
            String name = "";
            String value = "";
            while (at.position < labelEnd) {
                int tag = at.bytes[at.position++];
                if (tag == NAME_TAG) {
                    name = at.text("label name");
                } else if (tag == VALUE_TAG) {
                    value = at.text("value of label \"" + name + "\"");
                } else {
                    throw new InvalidLabelsException("unexpected field tag " + tag + " in label " + count + " at byte "
                            + (at.position - 1 - start));
                }
            }
            if (at.position != labelEnd) {
                throw new InvalidLabelsException("label " + count + " runs past its own length");
            }
            if (name.isEmpty()) {
                throw new InvalidLabelsException("label " + count + " has an empty name");
            }
            for (int i = 0; i < count; i++) {
                if (name.equals(seen[i])) {
                    throw new InvalidLabelsException("duplicate label name \"" + name + "\"");
                }
            }
            if (count == seen.length) {
                seen = Arrays.copyOf(seen, 2 * count);
            }
            seen[count++] = name;
            labels.set(name, value);
        }
        return labels.build();
    }

    private static int varintSize(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    private static int fieldSize(byte[] text) {
        return 1 + varintSize(text.length) + text.length;
    }

    private static int putField(byte[] out, int from, int tag, byte[] text) {
        out[from] = (byte) tag;
        int at = putVarint(out, from + 1, text.length);
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }

    private static int putVarint(byte[] out, int from, int value) {
        int at = from;
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out[at++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
    }

    private static final class Cursor {
        private final byte[] bytes;
        private final int start;
        private final int end;
        private int position;

        Cursor(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.position = start;
        }

        void expect(int tag, String what) throws InvalidLabelsException {
            if (bytes[position] != tag) {
                throw new InvalidLabelsException("expected " + what + " at byte " + (position - start) + ", found tag "
                        + (bytes[position] & 0xff));
            }
            position++;
        }

        int lengthEnd(String what) throws InvalidLabelsException {
            int value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (position >= end) {
                    break;
                }
                byte b = bytes[position++];
                value |= (b & 0x7f) << shift;
                if (b >= 0) {
                    if (value < 0 || value > end - position) {
                        throw new InvalidLabelsException(
                                "length " + value + " of " + what + " runs past the end of the series");
                    }
                    return position + value;
                }
            }
            throw new InvalidLabelsException("truncated length of " + what + " at byte " + (position - start));
        }

        String text(String what) throws InvalidLabelsException {
            int textEnd = lengthEnd(what);
            int from = position;
            position = textEnd;
            for (int i = from; i < textEnd; i++) {
                if (bytes[i] < 0) {
                    return strictUtf8(from, textEnd, what);
                }
            }
            return new String(bytes, from, textEnd - from, StandardCharsets.ISO_8859_1);
        }

        private String strictUtf8(int from, int to, String what) throws InvalidLabelsException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, from, to - from))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new InvalidLabelsException(what + " is not UTF-8");
            }
        }
    }
}
