package dev.nightjar.model;

import java.util.List;
import java.util.Optional;

/** Answers selections of log lines. Thread-safe. What a sink has accepted is seen by every selection that begins later. */
public interface LogReader {
    /** The selected lines. The caller closes the cursor, from any thread. */
    LogCursor select(LogSelection selection);

    /**
     * The same; {@code check} is called now and then while the walk comes to no line, on any thread, and what it throws ends
     * the walk.
     */
    default LogCursor select(LogSelection selection, Runnable check) {
        return select(selection);
    }

    /** The labels of the selected streams, each once. */
    List<Labels> streams(LogSelection selection);

    /** Whether a cursor returns only lines that fulfil all of the selection's filters, so that nobody need look again. */
    default boolean appliesFilters() {
        return false;
    }

    /**
     * As {@link #volume}, added up by the values of {@code labels}: its stream's labels come before a line's metadata, its
     * detected level included, and a volume has no label where its lines have none. Empty where that takes the lines.
     *
     * @param withBytes whether bytes are wanted, which may cost more; without it those of the answer mean nothing
     */
    default Optional<List<LogVolume>> volumeBy(
            LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        return Optional.empty();
    }

    /**
     * What a selection is without, because it cannot be read; asked after the selection was walked over, as it may have been
     * found out only then. Costs next to nothing where there is nothing to tell.
     */
    default List<LostLines> lost(LogSelection selection) {
        return List.of();
    }

    /** Lines and bytes of the selected streams in consecutive slices of the range, from metadata where possible; filters are not looked at. */
    List<LogVolume> volume(LogSelection selection, long sliceNanos);
}
