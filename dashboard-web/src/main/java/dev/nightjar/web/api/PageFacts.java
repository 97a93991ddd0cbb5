package dev.nightjar.web.api;

import dev.nightjar.web.api.Documents.Delivery;
import dev.nightjar.web.api.Documents.Mark;
import dev.nightjar.web.api.Documents.PageSummary;
import dev.nightjar.web.api.Documents.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as the alert engine knows it.
 *
 * @param acknowledgedUntilMillis null: until it is over
 * @param query the alert's expression
 * @param alerts labels of all alerts that it stands for
 */
record PageFacts(
        PageSummary summary,
        String description,
        long sinceMillis,
        @Nullable String acknowledgedBy,
        @Nullable Long acknowledgedAtMillis,
        @Nullable Long acknowledgedUntilMillis,
        @Nullable Long resolvedAtMillis,
        @Nullable Long nextEscalationAtMillis,
        List<Delivery> deliveries,
        Map<String, String> labels,
        @Nullable String runbook,
        String query,
        List<Mark> marks,
        String policy,
        List<Map<String, String>> alerts,
        List<Verdict> verdicts) {
    boolean open() {
        return !summary.state().equals("resolved");
    }
}
