package dev.nightjar.query.promql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Strings in double or single quotes with escapes, or in back quotes without.
 *
 * <p>Escapes name bytes, so a string need not be UTF-8. A byte that belongs to no character becomes the lone surrogate
 * U+DC00 plus the byte, so that it can be told from every real character and shown again.
 */
final class StringLiterals {
    private StringLiterals() {}

    /** The offset behind the closing quote of the string that begins at {@code start}. */
    static int end(SourceText source, int start) {
        String text = source.text();
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (quote != '`') {
                if (c == '\\') {
                    i++;
                } else if (c == '\n') {
                    break;
                }
            }
        }
        throw QueryException.inText(source, start, "unterminated " + (quote == '`' ? "raw " : "") + "quoted string");
    }

    /** What the string in {@code [start, end)}, quotes included, says. */
    static String decode(SourceText source, int start, int end) {
        String body = source.text().substring(start + 1, end - 1);
        if (source.text().charAt(start) == '`' || body.indexOf('\\') < 0) {
            return body;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < body.length(); ) {
            if (body.charAt(i) == '\\') {
                i = escape(source, start + 1, body, i + 1, bytes);
            } else {
                int character = body.codePointAt(i);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        return text(bytes.toByteArray());
    }

    private static int escape(SourceText source, int base, String body, int at, ByteArrayOutputStream bytes) {
        char c = body.charAt(at);
        int simple = "abfnrtv\\".indexOf(c);
        if (simple >= 0) {
            bytes.write("\u0007\b\f\n\r\t\u000b\\".charAt(simple));
            return at + 1;
        }
        if (c == source.text().charAt(base - 1)) {
            bytes.write(c);
            return at + 1;
        }
        return switch (c) {
            case 'x' -> number(source, base, body, at + 1, 2, 16, bytes, false);
            case 'u' -> number(source, base, body, at + 1, 4, 16, bytes, true);
            case 'U' -> number(source, base, body, at + 1, 8, 16, bytes, true);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(source, base, body, at, 3, 8, bytes, false);
            default ->
                throw QueryException.inText(source, base + at - 1, "unknown escape sequence \"\\" + c + "\" in string");
        };
    }

    private static int number(
            SourceText source,
            int base,
            String body,
            int at,
            int digits,
            int radix,
            ByteArrayOutputStream bytes,
            boolean character) {
        int value = -1;
        if (at + digits <= body.length()) {
            try {
                value = Integer.parseUnsignedInt(body, at, at + digits, radix);
            } catch (NumberFormatException e) {
                value = -1;
            }
        }
        boolean valid = character ? Character.isValidCodePoint(value) : value >= 0 && value <= 0xff;
        if (!valid || (character && value >= 0xd800 && value <= 0xdfff)) {
            throw QueryException.inText(source, base + at - 1, "invalid number in an escape sequence of a string");
        }
        if (character) {
            bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        } else {
            bytes.write(value);
        }
        return at + digits;
    }

    private static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xdc00 + (in.get() & 0xff)));
            }
        }
    }

    /** Whether {@code text} has only real characters. */
    static boolean isUtf8(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The text in double quotes, with escapes. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int simple = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
            if (simple >= 0) {
                quoted.append('\\').append("abfnrtv\\\"".charAt(simple));
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format("\\x%02x", (int) c));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                quoted.append(c).append(text.charAt(++i));
            } else if (c >= 0xdc80 && c <= 0xdcff) {
                quoted.append(String.format("\\x%02x", c - 0xdc00));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
