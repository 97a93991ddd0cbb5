package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.paging.Page.Subject;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An alert that fires, as far as paging cares.
 *
 * @param rule identity of the rule behind it, or of what stands for one where it was received
 * @param pages whether it wakes somebody
 * @param policy of escalation; empty: that of its service
 * @param isHeld whether something holds it back: a silence, or another alert
 */
public record FiredAlert(
        String rule,
        String query,
        Labels labels,
        Map<String, String> annotations,
        Instant activeAt,
        Instant firedAt,
        double value,
        boolean pages,
        String policy,
        boolean isHeld) {
    private static final Set<String> PAGES = Set.of("page", "critical");

    public FiredAlert {
        annotations = Map.copyOf(annotations);
    }

    /** Whether its labels say that it wakes somebody: {@code severity} is {@code page} or {@code critical}. */
    public static boolean saysPage(Labels labels) {
        return PAGES.contains(labels.get("severity"));
    }

    Subject subject() {
        return new Subject(rule, service());
    }

    String service() {
        return labels.get("service");
    }

    String summary() {
        return Page.ownSummary(annotations, labels);
    }

    String description() {
        String description = annotations.getOrDefault("description", annotations.getOrDefault("message", ""));
        if (!description.isBlank()) {
            return description;
        }
        return Double.isNaN(value) ? labels.toString() : labels + " is " + value;
    }
}
