package dev.nightjar.model;

import java.util.List;

/**
 * Tells of log lines in the order in which they came, whatever their own time: who goes on where it stopped misses
 * none. Each line accepted has a number, higher than those of all lines before it; numbers may have gaps. Thread-safe.
 */
public interface LogTail {
    /**
     * Lines as {@link LogReader#select} answers them, and what to follow them with.
     *
     * @param through those selected lines are among them that have this number or a lower one, and no others
     */
    record Seen(LogCursor cursor, long through) {}

    Seen selectSeen(LogSelection selection);

    /**
     * The lines with a number above {@code after} and not above {@code through}, in order, as far as they will survive a
     * crash. The caller closes the cursor.
     *
     * @param matchers on the stream's labels; all must hold; may be empty (every stream)
     */
    LogArrivals arrivals(List<Matcher> matchers, long after, long through);

    /** The highest number of a line that will survive a crash. */
    long lastArrival();

    /** Runs {@code listener} after lines were accepted, on the thread that brought them: it must be brief. */
    AutoCloseable subscribe(Runnable listener);
}
