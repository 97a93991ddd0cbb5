package dev.nightjar.logindex;

import java.util.Arrays;

/** The values of one column of a block that is being encoded: stretches of its text, in the order of rows. */
final class ColumnValues {
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    private int classes;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private boolean leadingZeros;

    void clear() {
        size = 0;
        classes = 0;
        shortest = Integer.MAX_VALUE;
        longest = 0;
        leadingZeros = false;
    }

    /** {@code valueClasses}: which kinds of bytes it is made of, as {@link RowShape} tells them. */
    void add(byte[] text, int start, int end, int valueClasses) {
        classes |= valueClasses;
        shortest = Math.min(shortest, end - start);
        longest = Math.max(longest, end - start);
        leadingZeros |= text[start] == '0' && end - start > 1;
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    boolean isDecimal() {
        return classes == RowShape.DIGIT;
    }

    boolean isLowerHex() {
        return (classes & ~(RowShape.DIGIT | RowShape.HEX_LOWER)) == 0;
    }

    boolean isUpperHex() {
        return (classes & ~(RowShape.DIGIT | RowShape.HEX_UPPER)) == 0;
    }

    boolean sameLength() {
        return shortest == longest;
    }

    int longest() {
        return longest;
    }

    /** Whether a value of more than one byte begins with a zero. */
    boolean leadingZeros() {
        return leadingZeros;
    }

    int start(int value) {
        return starts[value];
    }

    int end(int value) {
        return ends[value];
    }

    int length(int value) {
        return ends[value] - starts[value];
    }
}
