package dev.nightjar.alerting.backtest;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that really happened.
 *
 * @param service whose; empty: everybody's
 */
public record KnownIncident(String id, String title, String service, Instant from, Instant until) {
    /** An alert may be sooner than whoever declared the incident. */
    private static final Duration EARLY = Duration.ofMinutes(15);

    /** Whether an alert of {@code service} that fires from {@code start} to {@code end} is about this. */
    boolean explains(String alertService, Instant start, Instant end) {
        boolean ours = service.isEmpty() || alertService.isEmpty() || service.equals(alertService);
        return ours && start.isBefore(until) && end.isAfter(from.minus(EARLY));
    }
}
