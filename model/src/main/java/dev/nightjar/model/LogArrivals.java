package dev.nightjar.model;

import java.util.List;

/** Walks over lines in the order in which they came. Used by one thread at a time. */
public interface LogArrivals extends LogCursor {
    /**
     * All lines up to this number have been handed over, the present one included where {@link #mayStop}; after the last
     * one, everything there was.
     */
    long through();

    /**
     * Whether a reader may stop behind the present line and go on from {@link #through} later without meeting it again.
     * It is false inside a block whose lines have lost their order.
     */
    boolean mayStop();

    /** What was passed over so far because it cannot be read. */
    default List<LostLines> lost() {
        return List.of();
    }
}
