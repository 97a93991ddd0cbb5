package dev.nightjar.web.api;

import dev.nightjar.model.TimeRange;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time a view shows, from {@code end=} (a time; now) and {@code range=} (a duration; an hour). */
record Span(long startMillis, long endMillis) {
    private static final Pattern MILLIS = Pattern.compile("[0-9]{12,16}(\\.[0-9]+)?");
    private static final long DEFAULT_MILLIS = 3_600_000;
    private static final long BEFORE_MILLIS = 900_000;
    private static final long AFTER_MILLIS = 300_000;
    private static final long MAX_MILLIS = 366L * 86_400_000;

    static Span of(Exchange exchange, InstantSource clock) {
        long end = exchange.parameter("end")
                .map(text -> millis(text).orElseThrow(() -> HttpProblem.badParameter("end", text + " is not a time")))
                .orElseGet(clock::millis);
        long range = exchange.parameter("range")
                .map(text -> TimeText.durationMillis(text)
                        .filter(millis -> millis > 0 && millis <= MAX_MILLIS)
                        .orElseThrow(() -> HttpProblem.badParameter("range", text + " is not a duration up to a year")))
                .orElse(DEFAULT_MILLIS);
        return new Span(end - range, end);
    }

    /** The interface counts in milliseconds, people and Prometheus in seconds: twelve digits are no seconds of ours. */
    private static Optional<Long> millis(String text) {
        return MILLIS.matcher(text).matches() ? Optional.of((long) Double.parseDouble(text)) : TimeText.millis(text);
    }

    /** From a while before an incident began to its end, or now. */
    static Span around(Incident incident, InstantSource clock) {
        Instant resolved = incident.resolvedAt();
        long end = resolved == null ? clock.millis() : resolved.toEpochMilli() + AFTER_MILLIS;
        return new Span(Math.min(end, incident.impactStart().toEpochMilli()) - BEFORE_MILLIS, end);
    }

    TimeRange range() {
        return new TimeRange(startMillis, endMillis);
    }

    /** About so many points, a whole number of seconds apart, at least five. */
    long stepMillis(int points) {
        return Math.max(5, (endMillis - startMillis) / 1000 / points) * 1000;
    }

    /** The range of rates: four steps, so that each sees at least two samples, and at least 30 seconds. */
    String window(long stepMillis) {
        return Math.max(30, 4 * stepMillis / 1000) + "s";
    }
}
