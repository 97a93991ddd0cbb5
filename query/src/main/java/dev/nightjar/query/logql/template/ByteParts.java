package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.value.CallFailure;
import java.nio.charset.StandardCharsets;

/**
 * Sprig's {@code trunc} and {@code substr}, which count bytes: of a character that is cut in two each byte that is left
 * shows as the replacement character, as Go shows it.
 */
final class ByteParts {
    private static final char CUT = '\uFFFD';

    private ByteParts() {}

    /** The first bytes, or with a negative number the last. */
    static String truncated(long count, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (count < 0) {
            return bytes.length + count > 0 ? text(bytes, (int) (bytes.length + count), bytes.length) : text;
        }
        return count < bytes.length ? text(bytes, 0, (int) count) : text;
    }

    /** Throws {@link CallFailure}, in Go's words, where there is no such part. */
    static String between(long from, long to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        long start = Math.max(0, from);
        long end = from >= 0 && (to < 0 || to > length) ? length : to;
        if (end < 0 || end > length) {
            throw new CallFailure("runtime error: slice bounds out of range [:" + end + "]"
                    + (end < 0 ? "" : " with length " + length));
        }
        if (start > end) {
            throw new CallFailure("runtime error: slice bounds out of range [" + start + ":" + end + "]");
        }
        return text(bytes, (int) start, (int) end);
    }

    private static String text(byte[] whole, int from, int to) {
        int start = from;
        while (start < to && isInside(whole[start])) {
            start++;
        }
        int end = to;
        if (to < whole.length && isInside(whole[to])) {
            end = to - 1;
            while (end > start && isInside(whole[end])) {
                end--;
            }
            end = Math.max(end, start);
        }
        return String.valueOf(CUT).repeat(start - from)
                + new String(whole, start, end - start, StandardCharsets.UTF_8)
                + String.valueOf(CUT).repeat(to - end);
    }

    /** Whether a character began before this byte. */
    private static boolean isInside(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
