package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation of an alerting rule leads to, once it is in the log.
 *
 * @param active all alerts of the rule afterwards, by labels
 * @param error why the evaluation says nothing about whether alerts are over; null when it went well
 */
public record RuleStep(
        Rule.AlertRule rule,
        Map<Labels, ActiveAlert> active,
        List<AlertTransitioned> transitions,
        @Nullable String error) {
    public RuleStep {
        transitions = List.copyOf(transitions);
    }

    static RuleStep failed(Rule.AlertRule rule, Map<Labels, ActiveAlert> active, String error) {
        return new RuleStep(rule, active, List.of(), error);
    }

    public boolean succeeded() {
        return error == null;
    }

    public List<ActiveAlert> firing() {
        return active.values().stream().filter(ActiveAlert::firing).toList();
    }
}
