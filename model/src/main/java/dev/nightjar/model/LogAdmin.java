package dev.nightjar.model;

import java.util.List;
import java.util.Optional;

/**
 * Looks after stored log lines: what operators do to a store, in contrast to what queries ask of it. Thread-safe.
 */
public interface LogAdmin {
    /**
     * Deletes the lines within the range that {@code query} selects and that are stored by now. When this returns, the
     * deletion is durable and no selection that begins later has any of the lines, also after a crash; they leave the
     * files, and their space is given back, in the background: {@link #deletions} tells how far that is. A line of the
     * same stream, time and text that is sent later is stored as any other.
     *
     * @param query a LogQL selector, and stages that leave lines out: line filters, parsers, label filters
     * @throws IllegalArgumentException where it is not such a query, or the range is empty; the message says what to do
     * @throws RuntimeException if the disk refuses; nothing is deleted then
     */
    LogDeletion delete(String query, NanoRange range);

    /** All deletions asked for, the newest first; those long done are forgotten. */
    List<LogDeletion> deletions();

    /**
     * Stops a deletion that is not done. Lines that are in the files still are seen again; what left them is gone.
     *
     * @return false where there is no such deletion, or it is over
     */
    boolean cancel(String id);

    /** Every retention rule, in the order in which they are tried, the one for everything else last. */
    List<RetentionStatus> retention();

    /** What was not as it had been written, the oldest first. It is left out or was made anew; the rest can be read. */
    List<DamageReport> damage();

    /** Says so where the disk takes so long to make writes durable that senders notice. */
    Optional<String> slowDisk();

    /**
     * Reads what is stored of the streams that fulfil all matchers, of the days that the range touches, and compares it
     * with the chains of digests and their signatures. Takes as long as it takes to read it all.
     */
    LogVerification verify(List<Matcher> matchers, NanoRange range);
}
