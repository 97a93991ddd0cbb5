package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent.Kind;
import dev.nightjar.model.event.PageEvent.NotificationAttempted;
import dev.nightjar.model.event.PageEvent.NotificationQueued;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a person.
 *
 * @param at of the last attempt, or when it was queued
 * @param detail how the last attempt went, in words
 * @param nextAttemptAt null when there will be none
 */
public record Delivery(
        String notificationId,
        Kind kind,
        String person,
        String channel,
        String address,
        int step,
        State state,
        int attempts,
        String detail,
        Instant queuedAt,
        Instant at,
        @Nullable Instant nextAttemptAt) {
    /** Where it stands. */
    public enum State {
        QUEUED,
        RETRYING,
        ACCEPTED,
        FAILED
    }

    static Delivery of(NotificationQueued event) {
        return new Delivery(
                event.notificationId(),
                event.kind(),
                event.person(),
                event.channel(),
                event.address(),
                event.step(),
                State.QUEUED,
                0,
                "",
                event.at(),
                event.at(),
                event.at());
    }

    Delivery after(NotificationAttempted event) {
        State next = switch (event.outcome()) {
            case ACCEPTED -> State.ACCEPTED;
            case RETRY -> State.RETRYING;
            case FAILED -> State.FAILED;
        };
        return new Delivery(
                notificationId,
                kind,
                person,
                channel,
                address,
                step,
                next,
                event.attempt(),
                event.detail(),
                queuedAt,
                event.at(),
                event.nextAttemptAt());
    }

    boolean isUnderway() {
        return state == State.QUEUED || state == State.RETRYING;
    }

    boolean isDue(Instant now) {
        return isUnderway() && nextAttemptAt != null && !nextAttemptAt.isAfter(now);
    }

    boolean reached(Kind with) {
        return kind == with && state == State.ACCEPTED;
    }
}
