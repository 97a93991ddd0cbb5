package dev.nightjar.alerting.oncall;

import java.time.Instant;

/**
 * Somebody takes a time out of a rotation, whoever's turn it is. Turns before and after it stay what they are.
 *
 * @param end belongs to the rotation again
 */
public record ShiftOverride(Instant start, Instant end, String person) {
    public ShiftOverride {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an override from " + start + " must end after that, not at " + end);
        }
    }

    boolean overlaps(ShiftOverride other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
