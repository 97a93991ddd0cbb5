package dev.nightjar.model.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ordered, append-only log of everything people and the alert engine did. Thread-safe. */
public interface EventLog {
    /**
     * Appends all of {@code events} or none, durably, and returns the offset of the last. Offsets grow by one.
     *
     * @throws EventsNotStoredException where the disk refuses; it may be asked again
     */
    long append(List<? extends Event> events);

    /** Up to {@code limit} events after {@code offset} (0: from the beginning), in order. */
    default List<StoredEvent> readAfter(long offset, int limit) {
        return readAfter(offset, limit, Event.class);
    }

    /** The same of events of one kind only: others are passed over, which is far cheaper than reading them. */
    List<StoredEvent> readAfter(long offset, int limit, Class<? extends Event> kind);

    /** The offset of the newest event, 0 while there is none. */
    long lastOffset();

    /**
     * Calls {@code listener} after each append, in order, on the appending thread, with just the events appended. It
     * must be quick and not append itself. Closing the result ends it.
     */
    AutoCloseable subscribe(Listener listener);

    /**
     * Notes beside the log, durably, that {@code who} was at work at {@code at}, in the place of what was noted of {@code
     * who} before: for what is said every few seconds and matters only until it is said again. Nobody is told.
     */
    void noteAtWork(String who, Instant at);

    /** What was noted of {@code who} last. */
    Optional<Instant> lastAtWork(String who);

    /** Told of appended events. */
    interface Listener {
        void appended(List<StoredEvent> events);
    }
}
