package dev.nightjar.alerting.rules;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group with the state of its rules, as {@code /api/v1/rules} shows it.
 *
 * @param lastEvaluation the last slot; null before the first
 * @param missed slots that passed while the group was still at work
 */
public record GroupView(RuleGroup group, @Nullable Instant lastEvaluation, long missed, List<RuleView> rules) {
    public GroupView {
        rules = List.copyOf(rules);
    }

    /**
     * @param alerts pending and firing ones; empty for a recording rule
     */
    public record RuleView(Rule rule, RuleHealth health, List<ActiveAlert> alerts) {
        public RuleView {
            alerts = List.copyOf(alerts);
        }

        /** {@code firing}, {@code pending} or {@code inactive}. */
        public String state() {
            if (alerts.stream().anyMatch(ActiveAlert::firing)) {
                return "firing";
            }
            return alerts.isEmpty() ? "inactive" : "pending";
        }
    }
}
