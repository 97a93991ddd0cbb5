package dev.nightjar.alerting.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that one person has.
 *
 * @param end belongs to the next
 * @param override by which it was taken out of the rotation's turns, of which it may be a part; null: it was not
 */
public record Shift(
        String person, Instant start, Instant end, @Nullable ShiftOverride override) {
    public boolean isOverride() {
        return override != null;
    }
}
