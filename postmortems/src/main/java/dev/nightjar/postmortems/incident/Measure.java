package dev.nightjar.postmortems.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long one phase of an incident took.
 *
 * @param duration null where one of its ends is not known
 * @param explanation from what to what, and where the times come from
 */
public record Measure(String name, @Nullable Duration duration, String explanation) {
    static List<Measure> of(Incident incident) {
        Instant start = incident.impactStart();
        String from = incident.impacts().isEmpty()
                ? incident.alertSince() != null
                        ? "from when the alert's expression began to hold (no objective's series shows the impact)"
                        : "from when it was declared (no alert and no objective's series shows the impact)"
                : "from the first slice in which the budget burned faster than allowed";
        Instant detected = incident.detectedAt();
        return List.of(
                between(
                        "time to detect",
                        start,
                        detected,
                        detected == null
                                ? "no alert saw it: a person declared it"
                                : from + " to the first alert that fired"),
                between(
                        "page latency",
                        detected,
                        incident.pagedAt(),
                        "from the firing alert to the first message a provider accepted"),
                between(
                        "time to acknowledge",
                        incident.pagedAt() != null ? incident.pagedAt() : detected,
                        incident.acknowledgedAt(),
                        incident.pagedAt() != null
                                ? "from the first accepted message to the acknowledgement"
                                : "from the firing alert to the acknowledgement (no message was accepted)"),
                between(
                        "time to mitigate",
                        start,
                        incident.mitigatedAt(),
                        from + " to when it was back within what is allowed and stayed there for "
                                + DurationText.of(ImpactWindow.CALM)),
                between(
                        "time to resolve",
                        start,
                        incident.resolvedAt(),
                        from + " to when a person resolved the incident"));
    }

    private static Measure between(String name, @Nullable Instant from, @Nullable Instant to, String explanation) {
        return new Measure(name, from == null || to == null ? null : Duration.between(from, to), explanation);
    }
}
