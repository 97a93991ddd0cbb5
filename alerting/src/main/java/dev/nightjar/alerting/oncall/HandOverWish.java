package dev.nightjar.alerting.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An override as somebody wants it.
 *
 * @param id that whoever asks has chosen, so that asking again makes no second one; empty: it is given one
 * @param from null, or before now: now
 * @param until null: as long as whoever has the beginning would have had it
 */
public record HandOverWish(
        String id,
        String rotation,
        String person,
        @Nullable Instant from,
        @Nullable Instant until,
        String reason) {}
