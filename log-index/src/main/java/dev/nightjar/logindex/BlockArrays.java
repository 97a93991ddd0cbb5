package dev.nightjar.logindex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The arrays of open blocks, used again and again: a block lives long enough to leave the young generation, so arrays
 * thrown away, its own and those it outgrew, would fill the old one. Guarded by the store's lock.
 */
final class BlockArrays {
    /** Text grows from one of these to the next; a full block of the usual size takes the one before the last. */
    private static final int[] TEXT_SIZES = {1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 80 << 10, 160 << 10
    };

    private static final int FEWEST_LINES = 16;
    private static final int MOST_LINES = 1 << 14;

    /** What is kept of arrays that are not used. */
    private static final long MOST_FREE_BYTES = 24 << 20;

    /** Columns of lines, of equal length. */
    record LineArrays(long[] timestamps, int[] ends, byte[] levels) {
        private LineArrays(int lines) {
            this(new long[lines], new int[lines], new byte[lines]);
        }

        int capacity() {
            return ends.length;
        }

        private long bytes() {
            return 13L * ends.length;
        }
    }

    private final List<Deque<byte[]>> texts = new ArrayList<>();
    private final List<Deque<LineArrays>> lines = new ArrayList<>();
    private long freeBytes;

    BlockArrays() {
        for (int ignored : TEXT_SIZES) {
            texts.add(new ArrayDeque<>());
        }
        for (int size = FEWEST_LINES; size <= MOST_LINES; size *= 2) {
            lines.add(new ArrayDeque<>());
        }
    }

    byte[] text(int atLeast) {
        for (int i = 0; i < TEXT_SIZES.length; i++) {
            if (atLeast <= TEXT_SIZES[i]) {
                byte[] free = texts.get(i).poll();
                freeBytes -= free == null ? 0 : free.length;
                return free == null ? new byte[TEXT_SIZES[i]] : free;
            }
        }
        return new byte[atLeast + (atLeast >> 2)];
    }

    void giveBack(byte[] text) {
        int size = Arrays.binarySearch(TEXT_SIZES, text.length);
        if (size >= 0 && freeBytes + text.length <= MOST_FREE_BYTES) {
            texts.get(size).push(text);
            freeBytes += text.length;
        }
    }

    LineArrays lines(int atLeast) {
        int size = FEWEST_LINES;
        for (Deque<LineArrays> free : lines) {
            if (atLeast <= size) {
                LineArrays arrays = free.poll();
                freeBytes -= arrays == null ? 0 : arrays.bytes();
                return arrays == null ? new LineArrays(size) : arrays;
            }
            size *= 2;
        }
        return new LineArrays(atLeast + (atLeast >> 1));
    }

    void giveBack(LineArrays arrays) {
        int size = FEWEST_LINES;
        for (Deque<LineArrays> free : lines) {
            if (arrays.capacity() == size && freeBytes + arrays.bytes() <= MOST_FREE_BYTES) {
                free.push(arrays);
                freeBytes += arrays.bytes();
                return;
            }
            size *= 2;
        }
    }
}
