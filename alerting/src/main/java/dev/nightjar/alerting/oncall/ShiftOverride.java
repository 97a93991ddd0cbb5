package dev.nightjar.alerting.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody takes a time out of a rotation, whoever's turn it is. Turns before and after it stay what they are.
 *
 * @param end belongs to the rotation again
 * @param handOver who made it while the server runs; null: it stands in the file
 */
public record ShiftOverride(
        Instant start, Instant end, String person, @Nullable HandOver handOver) {
    public ShiftOverride {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an override from " + start + " must end after that, not at " + end);
        }
    }

    /** One that stands in the file. */
    public ShiftOverride(Instant start, Instant end, String person) {
        this(start, end, person, null);
    }

    boolean overlaps(ShiftOverride other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
