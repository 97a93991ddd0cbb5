package dev.nightjar.query.logql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as a string of which they can be had back one by one, whether they are UTF-8 or not: a byte that is not is kept as
 * half of a surrogate pair, U+DC00 and the byte, which no text has by itself.
 */
final class ByteText {
    private static final int HALF = 0xdc00;

    private ByteText() {}

    static String of(byte[] bytes) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = utf8.decode(in, out, true);
        while (result.isMalformed()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (HALF + (in.get() & 0xff)));
            }
            result = utf8.decode(in, out, true);
        }
        return out.flip().toString();
    }

    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        while (from < text.length()) {
            int end = endOfText(text, from);
            bytes.writeBytes(text.substring(from, end).getBytes(StandardCharsets.UTF_8));
            if (end < text.length()) {
                bytes.write(text.charAt(end) - HALF);
            }
            from = end + 1;
        }
        return bytes.toByteArray();
    }

    /** Whether all of it is UTF-8. */
    static boolean isText(String text) {
        return endOfText(text, 0) == text.length();
    }

    /** The longest part that is UTF-8; may be empty. */
    static String longestText(String text) {
        String longest = "";
        for (int from = 0; from < text.length(); from = endOfText(text, from) + 1) {
            String part = text.substring(from, endOfText(text, from));
            longest = part.length() > longest.length() ? part : longest;
        }
        return longest;
    }

    /** Where a byte stands that is no UTF-8, at {@code from} or behind it; the text's length where there is none. */
    static int endOfText(String text, int from) {
        int at = from;
        while (at < text.length() && !isByte(text, at)) {
            at++;
        }
        return at;
    }

    private static boolean isByte(String text, int at) {
        char c = text.charAt(at);
        return c >= HALF + 0x80 && c <= HALF + 0xff && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
