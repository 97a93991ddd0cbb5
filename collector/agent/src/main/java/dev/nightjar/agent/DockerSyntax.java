package dev.nightjar.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Docker's json-file: {@code {"log":"text\n","stream":"stdout","time":"2026-11-21T04:00:00.123456789Z"}}. A line
 * without {@code \n} at its end goes on in the next.
 */
final class DockerSyntax implements ContainerFormat.Syntax {
    @Override
    public ContainerLine parse(byte[] bytes, int from, int to) {
        Map<String, byte[]> fields = new FlatJson(bytes, from, to).fields();
        byte @Nullable [] text = fields.get("log");
        if (text == null) {
            return ContainerLine.plain(bytes, from, to);
        }
        boolean whole = text.length > 0 && text[text.length - 1] == '\n';
        byte[] bare = java.util.Arrays.copyOf(text, PlainFormat.withoutLineEnd(text, 0, text.length));
        return new ContainerLine(
                nanos(text(fields, "time")), text(fields, "stream"), whole ? bare : text, !whole && text.length > 0);
    }

    private static String text(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    static long nanos(String time) {
        try {
            Instant at = Instant.parse(time);
            return at.getEpochSecond() * 1_000_000_000L + at.getNano();
        } catch (DateTimeException e) {
            return LogEntry.NO_TIME;
        }
    }

    /** The text fields of an object without objects in it; other values and whatever is malformed are left out. */
    private static final class FlatJson {
        private final byte[] bytes;
        private final int end;
        private int at;

        FlatJson(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.end = to;
        }

        Map<String, byte[]> fields() {
            Map<String, byte[]> fields = new HashMap<>();
            while (at < end) {
                byte[] name = nextString();
                if (name == null) {
                    return fields;
                }
                skipBlanksAnd((byte) ':');
                if (at < end && bytes[at] == '"') {
                    byte[] value = nextString();
                    if (value != null) {
                        fields.put(new String(name, StandardCharsets.UTF_8), value);
                    }
                } else {
                    while (at < end && bytes[at] != ',') {
                        at++;
                    }
                }
            }
            return fields;
        }

        private void skipBlanksAnd(byte mark) {
            while (at < end && (bytes[at] == ' ' || bytes[at] == mark)) {
                at++;
            }
        }

        private byte @Nullable [] nextString() {
            while (at < end && bytes[at] != '"') {
                at++;
            }
            at++;
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            while (at < end && bytes[at] != '"') {
                if (bytes[at] == '\\' && at + 1 < end) {
                    at++;
                    escape(text);
                } else {
                    text.write(bytes[at++]);
                }
            }
            if (at >= end) {
                return null; // no closing quote
            }
            at++;
            return text.toByteArray();
        }

        private void escape(ByteArrayOutputStream text) {
            byte letter = bytes[at++];
            switch (letter) {
                case 'n' -> text.write('\n');
                case 't' -> text.write('\t');
                case 'r' -> text.write('\r');
                case 'b' -> text.write('\b');
                case 'f' -> text.write('\f');
                case 'u' -> {
                    char first = hex();
                    boolean pair = Character.isHighSurrogate(first)
                            && at + 1 < end
                            && bytes[at] == '\\'
                            && bytes[at + 1] == 'u';
                    if (pair) {
                        at += 2;
                        text.writeBytes(new String(new char[] {first, hex()}).getBytes(StandardCharsets.UTF_8));
                    } else {
                        text.writeBytes(String.valueOf(first).getBytes(StandardCharsets.UTF_8));
                    }
                }
                default -> text.write(letter);
            }
        }

        private char hex() {
            int value = 0;
            for (int i = 0; i < 4 && at < end; i++) {
                int digit = Character.digit(bytes[at], 16);
                if (digit < 0) {
                    return '\uFFFD';
                }
                value = (value << 4) | digit;
                at++;
            }
            return (char) value;
        }
    }
}
