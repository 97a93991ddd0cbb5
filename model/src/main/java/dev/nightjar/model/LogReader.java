package dev.nightjar.model;

import java.util.List;

/** Answers selections of log lines. Thread-safe. What a sink has accepted is seen by every selection that begins later. */
public interface LogReader {
    /** The selected lines. The caller closes the cursor, from any thread. */
    LogCursor select(LogSelection selection);

    /** The labels of the selected streams, each once. */
    List<Labels> streams(LogSelection selection);

    /** Whether a cursor returns only lines that fulfil all of the selection's filters, so that nobody need look again. */
    default boolean appliesFilters() {
        return false;
    }

    /** As {@link #volume}, without the bytes where they cost more: those of the answer mean nothing. */
    default List<LogVolume> lineCounts(LogSelection selection, long sliceNanos) {
        return volume(selection, sliceNanos);
    }

    /** Lines and bytes of the selected streams in consecutive slices of the range, from metadata where possible; filters are not looked at. */
    List<LogVolume> volume(LogSelection selection, long sliceNanos);
}
