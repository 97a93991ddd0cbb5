package dev.nightjar.ingest.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text one behind the other, used again and again. Not thread-safe. */
final class TextBuffer {
    private byte[] bytes = new byte[1024];
    private int used;

    byte[] bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    /** Forgets what was put since {@code used} was {@code to}. */
    void cut(int to) {
        used = to;
    }

    TextBuffer put(int b) {
        room(1);
        bytes[used++] = (byte) b;
        return this;
    }

    /** Puts {@code from[start, end)}; what is not UTF-8 becomes U+FFFD, since a store takes nothing else. */
    TextBuffer putText(byte[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            if (from[i] < 0) {
                return put(new String(from, start, end - start, StandardCharsets.UTF_8));
            }
        }
        return putBytes(from, start, end);
    }

    TextBuffer putBytes(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, used, end - start);
        used += end - start;
        return this;
    }

    TextBuffer put(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return putBytes(encoded, 0, encoded.length);
    }

    TextBuffer putNumber(long number) {
        return put(Long.toString(number));
    }

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    TextBuffer putHex(byte[] from, int start, int end) {
        room(2 * (end - start));
        for (int i = start; i < end; i++) {
            bytes[used++] = HEX[(from[i] >> 4) & 15];
            bytes[used++] = HEX[from[i] & 15];
        }
        return this;
    }

    /** Puts {@code from[start, end)} as a string of JSON, quotes and all; what is not UTF-8 becomes U+FFFD. */
    TextBuffer putJson(byte[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            if (from[i] < 0) {
                byte[] valid =
                        new String(from, start, end - start, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
                return quoted(valid, 0, valid.length);
            }
        }
        return quoted(from, start, end);
    }

    private TextBuffer quoted(byte[] from, int start, int end) {
        put('"');
        for (int i = start; i < end; i++) {
            byte b = from[i];
            switch (b) {
                case '"', '\\' -> put('\\').put(b);
                case '\n' -> put('\\').put('n');
                case '\r' -> put('\\').put('r');
                case '\t' -> put('\\').put('t');
                default -> {
                    if (b >= 0 && b < 0x20) {
                        put("\\u00").put(HEX[b >> 4]).put(HEX[b & 15]);
                    } else {
                        put(b);
                    }
                }
            }
        }
        return put('"');
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (used + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
        }
    }
}
