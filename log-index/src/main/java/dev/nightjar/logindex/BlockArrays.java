package dev.nightjar.logindex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The arrays of open blocks, used again and again: a block lives long enough to leave the young generation, so arrays
 * thrown away, its own and those it outgrew, would fill the old one. Sizes are powers of two. Guarded by the store's lock.
 */
final class BlockArrays {
    /** Of one size; enough for the blocks that are sealed together. */
    private static final int KEPT = 32;

    private static final int SMALLEST_TEXT = 1 << 10;
    private static final int LARGEST_KEPT = 1 << 17;
    private static final int FEWEST_LINES = 16;

    /** Columns of lines, of equal length. */
    record LineArrays(long[] timestamps, int[] ends, byte[] levels) {
        private LineArrays(int lines) {
            this(new long[lines], new int[lines], new byte[lines]);
        }

        int capacity() {
            return ends.length;
        }
    }

    private final List<Deque<byte[]>> texts = new ArrayList<>();
    private final List<Deque<LineArrays>> lines = new ArrayList<>();

    BlockArrays() {
        for (int size = 0; size <= Integer.SIZE; size++) {
            texts.add(new ArrayDeque<>());
            lines.add(new ArrayDeque<>());
        }
    }

    /** The power of two that holds {@code count}. */
    private static int exponent(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
    }

    byte[] text(int atLeast) {
        if (atLeast > LARGEST_KEPT) {
            return new byte[Math.max(atLeast, atLeast + (atLeast >> 2))];
        }
        int exponent = exponent(Math.max(SMALLEST_TEXT, atLeast));
        byte[] free = texts.get(exponent).poll();
        return free == null ? new byte[1 << exponent] : free;
    }

    void giveBack(byte[] text) {
        if (text.length >= SMALLEST_TEXT && text.length <= LARGEST_KEPT && Integer.bitCount(text.length) == 1) {
            Deque<byte[]> free = texts.get(exponent(text.length));
            if (free.size() < KEPT) {
                free.push(text);
            }
        }
    }

    LineArrays lines(int atLeast) {
        int exponent = exponent(Math.max(FEWEST_LINES, atLeast));
        LineArrays free = lines.get(exponent).poll();
        return free == null ? new LineArrays(1 << exponent) : free;
    }

    void giveBack(LineArrays arrays) {
        if (arrays.capacity() <= LARGEST_KEPT >> 3) {
            Deque<LineArrays> free = lines.get(exponent(arrays.capacity()));
            if (free.size() < KEPT) {
                free.push(arrays);
            }
        }
    }
}
