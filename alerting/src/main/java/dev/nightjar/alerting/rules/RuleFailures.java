package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alert {@code RuleFailing} of a group: a rule that cannot be evaluated would otherwise be as quiet as one that has
 * nothing to say. It fires when a rule has failed at three evaluations in a row.
 */
final class RuleFailures {
    static final String NAME = "RuleFailing";
    private static final int EVALUATIONS = 2;

    private final Rule.AlertRule rule;
    private final Map<Labels, String> errors = new LinkedHashMap<>();

    RuleFailures(RuleGroup group) {
        this.rule = ruleOf(group);
    }

    static Rule.AlertRule ruleOf(RuleGroup group) {
        return new Rule.AlertRule(
                group.id() + ";" + NAME,
                NAME,
                "",
                at -> List.of(),
                group.interval().multipliedBy(EVALUATIONS),
                group.interval().multipliedBy(EVALUATIONS),
                Map.of(),
                Map.of(
                        "summary", Template.parse("The rule {{ $labels.rule }} cannot be evaluated: it says nothing"),
                        "description",
                                Template.parse(
                                        "{{ $labels.rule }} of {{ $labels.rule_group }} in {{ $labels.rule_file }}"
                                                + " fails at every evaluation: {{ $value }}")));
    }

    Rule.AlertRule rule() {
        return rule;
    }

    void begin() {
        errors.clear();
    }

    void add(RuleGroup group, Rule failing, String error) {
        RulePolicy.OnError policy = onError(failing);
        if (policy == RulePolicy.OnError.IGNORE) {
            return;
        }
        Labels.Builder labels = Labels.builder()
                .set("rule", failing.name())
                .set("rule_group", group.name())
                .set("rule_file", group.file())
                .set("severity", policy == RulePolicy.OnError.PAGE ? "page" : "ticket");
        if (failing instanceof Rule.AlertRule alert) {
            for (String kept : List.of("service", "team", "owner")) {
                Template template = alert.labels().get(kept);
                if (template != null && template.isPlain()) {
                    labels.set(kept, template.text());
                }
            }
        }
        errors.put(labels.build(), error);
    }

    private static RulePolicy.OnError onError(Rule rule) {
        return switch (rule) {
            case Rule.AlertRule alert -> alert.policy().onError();
            case Rule.RecordRule _ -> RulePolicy.OnError.ALERT;
        };
    }

    RuleStep step(Map<Labels, ActiveAlert> active, RuleSurroundings surroundings, Instant at) {
        List<Sample> vector = new ArrayList<>();
        errors.keySet().forEach(labels -> vector.add(new Sample(labels, 1)));
        return new StateMachine(rule, 0, surroundings, sample -> errors.getOrDefault(sample.labels(), ""))
                .step(active, vector, at, false);
    }
}
