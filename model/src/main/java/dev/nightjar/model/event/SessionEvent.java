package dev.nightjar.model.event;

import java.time.Instant;

/** Sessions of people that ended before their time. Each says itself from when on it means nothing any more. */
public sealed interface SessionEvent extends Event {
    /** The name under which was acted. */
    String user();

    /**
     * One session ended: somebody signed out.
     *
     * @param sessionId which is no secret
     * @param until when it would have ended by itself
     */
    record SessionEnded(Instant at, String user, String sessionId, Instant until) implements SessionEvent {}

    /**
     * All sessions of a user ended that there were, whatever way they began.
     *
     * @param before sessions that began earlier are meant
     * @param by who ended them, be it the user
     */
    record SessionsEnded(Instant at, String user, Instant before, String by) implements SessionEvent {}
}
