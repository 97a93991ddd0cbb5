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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of one alerting rule: from what was active and what the expression gave to what is active now. A pure
 * function, so that the same log always leads to the same state.
 */
final class StateMachine {
    /** Stands for an expression that has no data, where its rule alerts on that. */
    static final Sample NO_DATA = new Sample(Labels.of("no_data", "true"), 0);

    private static final String ALERT_NAME = "alertname";

    private static final Map<String, Template> NO_DATA_ANNOTATIONS = Map.of(
            "summary", Template.parse("No data: nothing that this alert looks at has a sample"),
            "description", Template.parse("Whether anything is wrong cannot be told until there are data again."));

    private final Rule.AlertRule rule;
    private final int limit;
    private final RuleSurroundings surroundings;
    private final Function<Sample, Object> shown;

    /**
     * @param shown what {@code $value} is for a sample
     */
    StateMachine(Rule.AlertRule rule, int limit, RuleSurroundings surroundings, Function<Sample, Object> shown) {
        this.rule = rule;
        this.limit = limit;
        this.surroundings = surroundings;
        this.shown = shown;
    }

    StateMachine(Rule.AlertRule rule, int limit, RuleSurroundings surroundings) {
        this(rule, limit, surroundings, Sample::shown);
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
        boolean noData = sample.equals(NO_DATA);
        TemplateData data = surroundings.data(rule, sample.labels(), noData ? "no data" : shown.apply(sample), at);
        Labels.Builder builder = sample.labels().toBuilder().remove(Labels.METRIC_NAME);
        rule.labels().forEach((name, template) -> builder.set(name, template.expand(data)));
        Labels labels = builder.set(ALERT_NAME, rule.name()).build();
        Map<String, String> annotations = expand(noData ? NO_DATA_ANNOTATIONS : rule.annotations(), data);
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
