package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.alerting.template.TemplateData;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of one alerting rule: from what was active and what the expression gave to what is active now. A pure
 * function, so that the same log always leads to the same state.
 */
final class StateMachine {
    private static final String ALERT_NAME = "alertname";

    private final Rule.AlertRule rule;
    private final int limit;
    private final String externalUrl;

    StateMachine(Rule.AlertRule rule, int limit, String externalUrl) {
        this.rule = rule;
        this.limit = limit;
        this.externalUrl = externalUrl;
    }

    /**
     * @param settling soon after a start, when data may still be missing: what is absent from {@code vector} is left as
     *     it is rather than believed to be over
     */
    RuleStep step(Map<Labels, ActiveAlert> active, List<Sample> vector, Instant at, boolean settling) {
        Map<Labels, ActiveAlert> present = new LinkedHashMap<>();
        for (Sample sample : vector) {
            ActiveAlert alert = alert(sample, active, at);
            if (present.put(alert.labels(), alert) != null) {
                return RuleStep.failed(
                        rule,
                        active,
                        "vector contains metrics with the same labelset after applying alert labels: "
                                + alert.labels());
            }
        }
        Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
        List<AlertTransitioned> transitions = new ArrayList<>();
        for (ActiveAlert before : active.values()) {
            ActiveAlert now = present.remove(before.labels());
            if (now == null) {
                now = settling ? before : absent(before, at);
            }
            if (now == null) {
                transitions.add(before.end(at, rule.id()));
            } else {
                keep(before, now, at, next, transitions);
            }
        }
        for (ActiveAlert fresh : present.values()) {
            keep(null, fresh, at, next, transitions);
        }
        if (limit > 0 && next.size() > limit) {
            List<AlertTransitioned> cleared = active.values().stream()
                    .map(alert -> alert.end(at, rule.id()))
                    .toList();
            return new RuleStep(
                    rule, Map.of(), cleared, "exceeded limit of " + limit + " with " + next.size() + " alerts");
        }
        return new RuleStep(rule, next, transitions, null);
    }

    private void keep(
            @Nullable ActiveAlert before,
            ActiveAlert alert,
            Instant at,
            Map<Labels, ActiveAlert> next,
            List<AlertTransitioned> transitions) {
        boolean held = Duration.between(alert.activeAt(), at).compareTo(rule.holdFor()) >= 0;
        ActiveAlert now = alert;
        if (!alert.firing() && held) {
            now = alert.fired(at);
        } else if (alert.firing() && !held) {
            now = alert.unfired();
        }
        next.put(now.labels(), now);
        State from = before == null ? State.INACTIVE : before.state();
        boolean keptChanged = before != null
                && (before.keepFiringSince() == null
                        ? now.keepFiringSince() != null
                        : !before.keepFiringSince().equals(now.keepFiringSince()));
        if (from != now.state() || keptChanged) {
            transitions.add(now.transition(at, rule.id(), from));
        }
    }

    /** What becomes of an alert whose expression holds no longer; null: it is over. */
    private @Nullable ActiveAlert absent(ActiveAlert alert, Instant at) {
        if (!alert.firing() || rule.keepFiringFor().isZero()) {
            return null;
        }
        Instant since = alert.keepFiringSince() == null ? at : alert.keepFiringSince();
        boolean kept = Duration.between(since, at).compareTo(rule.keepFiringFor()) < 0;
        return kept ? alert.keptSince(since) : null;
    }

    private ActiveAlert alert(Sample sample, Map<Labels, ActiveAlert> active, Instant at) {
        TemplateData data = TemplateData.of(sample.labels().without(Labels.METRIC_NAME), sample.shown(), externalUrl);
        Labels.Builder builder = sample.labels().toBuilder().remove(Labels.METRIC_NAME);
        rule.labels().forEach((name, template) -> builder.set(name, template.expand(data)));
        Labels labels = builder.set(ALERT_NAME, rule.name()).build();
        Map<String, String> annotations = expand(rule.annotations(), data);
        ActiveAlert before = active.get(labels);
        return before == null
                ? new ActiveAlert(labels, annotations, State.PENDING, at, null, null, sample.value())
                : before.seen(annotations, sample.value());
    }

    private static Map<String, String> expand(Map<String, Template> templates, TemplateData data) {
        Map<String, String> texts = LinkedHashMap.newLinkedHashMap(templates.size());
        templates.forEach((name, template) -> texts.put(name, template.expand(data)));
        return texts;
    }
}
