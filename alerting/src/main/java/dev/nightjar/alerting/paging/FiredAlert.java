package dev.nightjar.alerting.paging;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** An alert that fires, as far as paging cares. */
public record FiredAlert(
        String rule, String query, Labels labels, Map<String, String> annotations, Instant activeAt, double value) {
    private static final Set<String> PAGES = Set.of("page", "critical");

    public FiredAlert {
        annotations = Map.copyOf(annotations);
    }

    /** Whether it wakes somebody: {@code severity} is {@code page} or {@code critical}. */
    boolean pages() {
        return PAGES.contains(labels.get("severity"));
    }

    String service() {
        return labels.get("service");
    }

    String summary() {
        String summary = annotations.getOrDefault("summary", "");
        String about = service().isEmpty() ? "" : " on " + service();
        return summary.isBlank() ? labels.get("alertname") + about : summary;
    }

    String description() {
        String description = annotations.getOrDefault("description", annotations.getOrDefault("message", ""));
        return description.isBlank() ? labels + " is " + value : description;
    }
}
