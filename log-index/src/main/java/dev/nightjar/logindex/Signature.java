package dev.nightjar.logindex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which 4-grams the lines of a block may hold: every window of four bytes, ASCII case folded by setting bit 5 of each,
 * sets one bit. The set is folded in half while that leaves at most {@link #FILL} of its bits set, so a block of
 * little variety has a short signature.
 *
 * @param exponent the signature has {@code 2^exponent} bits
 * @param words the bits, low ones first
 */
record Signature(int exponent, long[] words) {
    static final int GRAM = 4;
    static final int MAX_EXPONENT = 16;
    static final int MIN_EXPONENT = 9;
    static final int FULL_WORDS = 1 << (MAX_EXPONENT - 6);
    private static final double FILL = 0.65;
    private static final int FOLD_CASE = 0x20202020;

    /** Of a block of which nothing is known: no search leaves it out. */
    static final Signature OF_ANYTHING = anything();

    private static Signature anything() {
        long[] words = new long[1 << (MIN_EXPONENT - 6)];
        Arrays.fill(words, -1);
        return new Signature(MIN_EXPONENT, words);
    }

    static Signature of(Lines lines) {
        long[] words = new long[FULL_WORDS];
        for (int line = 0; line < lines.size(); line++) {
            add(words, lines.text(), lines.start(line), lines.end(line));
        }
        return folded(words);
    }

    /** Adds the grams of {@code text[start, end)} to a signature of full length. */
    static void add(long[] words, byte[] text, int start, int end) {
        if (end - start < GRAM) {
            return;
        }
        int gram = text[start] << 16 | (text[start + 1] & 0xff) << 8 | (text[start + 2] & 0xff);
        for (int i = start + 3; i < end; i++) {
            gram = gram << 8 | (text[i] & 0xff);
            int bit = ((gram | FOLD_CASE) * 0x9E3779B1) >>> (32 - MAX_EXPONENT);
            words[bit >>> 6] |= 1L << bit;
        }
    }

    static Signature folded(long[] full) {
        long[] words = full;
        int exponent = MAX_EXPONENT;
        while (exponent > MIN_EXPONENT) {
            long[] half = new long[words.length / 2];
            int set = 0;
            for (int i = 0; i < half.length; i++) {
                half[i] = everyOther(words[2 * i]) | everyOther(words[2 * i + 1]) << 32;
                set += Long.bitCount(half[i]);
            }
            if (set > FILL * (1L << (exponent - 1))) {
                break;
            }
            words = half;
            exponent--;
        }
        return new Signature(exponent, exponent == MAX_EXPONENT ? words.clone() : words);
    }

    /** Neighbouring bits ORed into the lower 32. */
    private static long everyOther(long word) {
        return Long.compress(word | word >>> 1, 0x5555555555555555L);
    }

    /** The bit of a gram in a signature of {@code 2^exponent} bits. */
    private static int bit(int gram, int exponent) {
        return ((gram | FOLD_CASE) * 0x9E3779B1) >>> (32 - exponent);
    }

    /** The bits, at full length, that a block holding {@code needle} must have set; empty where it is too short. */
    static int[] gramBits(String needle) {
        byte[] text = needle.getBytes(StandardCharsets.UTF_8);
        int[] bits = new int[Math.max(0, text.length - GRAM + 1)];
        for (int i = 0; i < bits.length; i++) {
            int gram = text[i] << 24 | (text[i + 1] & 0xff) << 16 | (text[i + 2] & 0xff) << 8 | (text[i + 3] & 0xff);
            bits[i] = bit(gram, MAX_EXPONENT);
        }
        return bits;
    }

    /** Whether a block with this signature may hold a needle of these {@link #gramBits}. */
    boolean mayContain(int[] gramBits) {
        for (int bit : gramBits) {
            int folded = bit >>> (MAX_EXPONENT - exponent);
            if ((words[folded >>> 6] & 1L << folded) == 0) {
                return false;
            }
        }
        return true;
    }
}
