package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.util.Optional;

/**
 * How incidents pay for bad events.
 *
 * @param baseline what was bad in so long before an incident would have been bad without it too, and is not charged to it;
 *     empty: an incident pays for everything in its time
 */
public record Charging(Overlap overlap, Optional<Duration> baseline) {
    /** The incident opened first pays, for all. */
    public static final Charging USUAL = new Charging(Overlap.FIRST_OPENED, Optional.empty());

    /** Who pays for what happens during several incidents. */
    public enum Overlap {
        FIRST_OPENED,
        /** All of them, in equal parts. */
        SHARE
    }
}
