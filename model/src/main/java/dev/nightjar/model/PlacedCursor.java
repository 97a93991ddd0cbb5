package dev.nightjar.model;

/**
 * A cursor over series that have places, so that several threads can read one selection together: each with a cursor of
 * its own, the same series at the same places. Places count from 0; not at every place there need be samples.
 */
public interface PlacedCursor extends SeriesCursor {
    /** How many places there are. */
    int places();

    /** Where {@link #next()} goes on. */
    int place();

    /** Goes on at that place. Forwards is cheap. */
    void moveTo(int place);

    /** As {@link #next()}, but stops at the place {@code end}. */
    boolean nextBefore(int end);

    @Override
    default boolean next() {
        return nextBefore(places());
    }

    /** Another one over the same selection, at place 0; the caller closes it. */
    PlacedCursor twin();
}
