package dev.nightjar.query.regex;

import java.util.ArrayList;
import java.util.List;

/** Ranges of code points as sequences of ranges of bytes: U+0400 to U+04FF is D0..D3, then 80..BF. */
final class Utf8Ranges {
    /** The last code points that take one, two and three bytes. */
    private static final int[] LAST_OF_LENGTH = {0x7f, 0x7ff, 0xffff};

    private static final int CONTINUED_BITS = 6;

    private final List<Sequence> found = new ArrayList<>();

    private Utf8Ranges() {}

    /** All code points whose bytes are, one by one, from those of {@code low} to those of {@code high}. */
    record Sequence(int lowBytes, int highBytes, int length) {
        /** The lowest value of byte {@code i}, 0 to 255. */
        int low(int i) {
            return byteOf(lowBytes, i);
        }

        int high(int i) {
            return byteOf(highBytes, i);
        }

        private int byteOf(int codePoint, int i) {
            if (length == 1) {
                return codePoint;
            }
            int bits = codePoint >> (CONTINUED_BITS * (length - 1 - i));
            int lead = (0xff00 >> length) & 0xff;
            return i == 0 ? lead | bits : 0x80 | (bits & 0x3f);
        }
    }

    /** Together they are all code points from {@code low} to {@code high}. */
    static List<Sequence> of(int low, int high) {
        Utf8Ranges ranges = new Utf8Ranges();
        int from = low;
        for (int length = 1; length <= LAST_OF_LENGTH.length && from <= high; length++) {
            int last = LAST_OF_LENGTH[length - 1];
            if (from <= last) {
                ranges.split(from, Math.min(high, last), length);
                from = last + 1;
            }
        }
        if (from <= high) {
            ranges.split(from, high, LAST_OF_LENGTH.length + 1);
        }
        return ranges.found;
    }

    /** Cuts until all bytes behind one that is a range take all their values. */
    private void split(int low, int high, int length) {
        for (int i = 1; i < length; i++) {
            int tail = (1 << (CONTINUED_BITS * i)) - 1;
            if ((low & ~tail) != (high & ~tail)) {
                if ((low & tail) != 0) {
                    split(low, low | tail, length);
                    split((low | tail) + 1, high, length);
                    return;
                }
                if ((high & tail) != tail) {
                    split(low, (high & ~tail) - 1, length);
                    split(high & ~tail, high, length);
                    return;
                }
            }
        }
        found.add(new Sequence(low, high, length));
    }
}
