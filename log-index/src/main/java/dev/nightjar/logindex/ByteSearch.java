package dev.nightjar.logindex;

import java.util.Arrays;

/**
 * Finds bytes in long text without looking at most of it: the last two bytes of the place where the needle may be say how
 * far on it can be at the earliest. Horspool, Practical fast searching in strings (1980), with pairs of bytes as in Wu and
 * Manber, A fast algorithm for multi-pattern searching (1994). Thread-safe.
 */
final class ByteSearch {
    private static final int PAIRS = 1 << 10;

    /** Takes the case out of letters; what else it makes alike is told apart when all bytes are compared. */
    private static final int CASE_BIT = 0x20;

    private final byte[] needle;
    private final boolean foldCase;
    private final int ignored;
    private final short[] steps;

    /**
     * @param needle at least one byte; kept. In lower case if {@code foldCase}
     * @param foldCase whether letters of ASCII are found in either case
     */
    ByteSearch(byte[] needle, boolean foldCase) {
        if (needle.length == 0) {
            throw new IllegalArgumentException("nothing is everywhere");
        }
        this.needle = needle;
        this.foldCase = foldCase;
        this.ignored = foldCase ? CASE_BIT : 0;
        int last = needle.length - 1;
        steps = new short[needle.length == 1 ? 0 : PAIRS];
        Arrays.fill(steps, (short) Math.min(last, Short.MAX_VALUE));
        for (int i = 1; i <= last; i++) {
            if (last - i < Short.MAX_VALUE) {
                steps[pair(needle[i - 1], needle[i])] = (short) (last - i);
            }
        }
    }

    private int pair(byte before, byte at) {
        return ((before | ignored) * 37 + (at | ignored)) & (PAIRS - 1);
    }

    /** The first place at or after {@code from} where the needle is, all of it before {@code end}; -1 if there is none. */
    int indexIn(byte[] text, int from, int end) {
        if (needle.length == 1) {
            return single(text, from, end);
        }
        int last = needle.length - 1;
        int at = from + last;
        while (at < end) {
            int step = steps[pair(text[at - 1], text[at])];
            if (step > 0) {
                at += step;
            } else if (isAt(text, at - last)) {
                return at - last;
            } else {
                at++;
            }
        }
        return -1;
    }

    private int single(byte[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (ValueTest.same(text[at], needle[0], foldCase)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] text, int at) {
        for (int i = 0; i < needle.length; i++) {
            if (!ValueTest.same(text[at + i], needle[i], foldCase)) {
                return false;
            }
        }
        return true;
    }
}
