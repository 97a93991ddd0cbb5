package dev.nightjar.logindex;

import java.util.Arrays;

/** The values of one column of a block that is being encoded: stretches of its text, in the order of rows. */
final class ColumnValues {
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int start, int end) {
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
