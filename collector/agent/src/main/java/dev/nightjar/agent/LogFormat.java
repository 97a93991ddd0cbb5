package dev.nightjar.agent;

import java.util.List;

/** How entries lie in a file. Depends on nothing but the bytes: a range read again gives the same entries. */
interface LogFormat {
    /** The entries of a range, all of it. */
    List<LogEntry> entries(byte[] range);

    /**
     * How much of {@code bytes[0, length)} can be shipped: whole entries, and not the last where lines that continue it
     * may still come.
     *
     * @param settled nothing was written after these bytes for a while
     * @param finished nothing will be written after them; an unfinished last line is a line too
     * @param full there is no room to read more before something is shipped
     */
    int shippable(byte[] bytes, int length, boolean settled, boolean finished, boolean full);
}
