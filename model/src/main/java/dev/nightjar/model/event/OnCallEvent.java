package dev.nightjar.model.event;

import java.time.Instant;

/** What people changed of who is on call. */
public sealed interface OnCallEvent extends Event {
    String overrideId();

    /**
     * Somebody has a time of a rotation, whoever's turn it is.
     *
     * @param rotation as {@code oncall.yml} calls it; so is {@code person}
     * @param until first moment after it
     * @param reason empty: nobody said
     */
    record ShiftOverridden(
            Instant at,
            String overrideId,
            String rotation,
            String person,
            Instant from,
            Instant until,
            String reason,
            String by)
            implements OnCallEvent {}

    /** It is over before its time; one that had not begun never counts. */
    record ShiftOverrideEnded(Instant at, String overrideId, String by) implements OnCallEvent {}
}
