package dev.nightjar.agent;

import java.util.Arrays;

/**
 * Finds log entries in bytes: an entry begins with a line and takes the lines along that continue it, as those of a
 * stack trace do. Depends on nothing but the bytes, so that a range of a file read again splits the same way.
 */
final class EntrySplitter {
    /** The server refuses longer lines; longer entries are cut into pieces of this size. */
    static final int MOST_ENTRY_BYTES = 256 << 10;

    private int[] starts = new int[64];
    private int count;

    private EntrySplitter() {}

    /** Where the entries of {@code bytes[0, end)} begin; each ends where the next begins, the last at {@code end}. */
    static int[] starts(byte[] bytes, int end) {
        EntrySplitter splitter = new EntrySplitter();
        EntryShape shape = null;
        int line = 0;
        while (line < end) {
            int lineEnd = line;
            while (lineEnd < end && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            if (shape == null || !shape.takes(bytes, line, lineEnd)) {
                splitter.begin(line);
                shape = EntryShape.begun(bytes, line, lineEnd);
            }
            while (line - splitter.starts[splitter.count - 1] + (lineEnd - line) > MOST_ENTRY_BYTES) {
                splitter.begin(splitter.starts[splitter.count - 1] + MOST_ENTRY_BYTES);
            }
            line = lineEnd + 1;
        }
        return Arrays.copyOf(splitter.starts, splitter.count);
    }

    private void begin(int at) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = at;
    }

    /**
     * How much of {@code bytes[0, length)} can be shipped: whole lines, and not the last entry where lines that
     * continue it may still come.
     *
     * @param settled nothing was written after these bytes for a while
     * @param finished nothing will be written after them; an unfinished last line is a line too
     * @param full there is no room to read more before something is shipped
     */
    static int shippable(byte[] bytes, int length, boolean settled, boolean finished, boolean full) {
        if (finished) {
            return length;
        }
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0) {
            return full ? length : 0;
        }
        if (settled) {
            return end;
        }
        int[] starts = starts(bytes, end);
        int lastEntry = starts[starts.length - 1];
        return lastEntry == 0 && full ? end : lastEntry;
    }
}
