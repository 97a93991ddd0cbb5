package dev.nightjar.model.event;

import java.util.List;

/**
 * Reads what a log holds to those who make a view of it. Reading an event costs far more than taking it into a view: many
 * views are told in one reading.
 */
public final class Replay {
    private static final int AT_ONCE = 1_000;

    private Replay() {}

    /**
     * Tells each of {@code views} every event after {@code offset}, in order and on this thread, until there is no more.
     *
     * @param offset 0: from the beginning
     */
    public static void after(long offset, EventLog log, List<? extends EventLog.Listener> views) {
        after(offset, log, Event.class, views);
    }

    /** The same of events of one kind. */
    public static void after(
            long offset, EventLog log, Class<? extends Event> kind, List<? extends EventLog.Listener> views) {
        long told = offset;
        for (List<StoredEvent> next = log.readAfter(told, AT_ONCE, kind);
                !next.isEmpty();
                next = log.readAfter(told, AT_ONCE, kind)) {
            for (EventLog.Listener view : views) {
                view.appended(next);
            }
            told = next.get(next.size() - 1).offset();
        }
    }
}
