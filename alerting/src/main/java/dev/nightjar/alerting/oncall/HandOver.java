package dev.nightjar.alerting.oncall;

import dev.nightjar.model.event.OnCallEvent.ShiftOverridden;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An override that somebody made while the server runs, rather than in {@code oncall.yml}.
 *
 * @param until as it was made; when it is over says {@link #end}
 * @param reason empty: nobody said
 * @param by who made it
 * @param endedAt when somebody ended it before its time; null: nobody did
 * @param endedBy who did; empty: nobody
 */
public record HandOver(
        String id,
        String rotation,
        String person,
        Instant from,
        Instant until,
        String reason,
        String by,
        Instant madeAt,
        @Nullable Instant endedAt,
        String endedBy) {
    /** Where it stands. */
    public enum State {
        PENDING,
        ACTIVE,
        OVER
    }

    static HandOver of(ShiftOverridden made) {
        return new HandOver(
                made.overrideId(),
                made.rotation(),
                made.person(),
                made.from(),
                made.until(),
                made.reason(),
                made.by(),
                made.at(),
                null,
                "");
    }

    HandOver ended(Instant at, String who) {
        return new HandOver(id, rotation, person, from, until, reason, by, madeAt, at, who);
    }

    /** First moment after it; not after its beginning where it was ended before it began. */
    public Instant end() {
        Instant early = endedAt;
        return early != null && early.isBefore(until) ? early : until;
    }

    public State state(Instant now) {
        if (!from.isBefore(end()) || !now.isBefore(end())) {
            return State.OVER;
        }
        return now.isBefore(from) ? State.PENDING : State.ACTIVE;
    }
}
