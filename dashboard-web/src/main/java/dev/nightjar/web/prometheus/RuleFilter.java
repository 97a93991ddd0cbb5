package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which rules a request wants to see: by kind, name, group, file and labels. An empty set lets everything pass. */
record RuleFilter(
        boolean alerting,
        boolean recording,
        Set<String> names,
        Set<String> groups,
        Set<String> files,
        List<List<Matcher>> matchers) {
    static RuleFilter of(Exchange exchange, List<List<Matcher>> matchers) {
        String type = exchange.parameter("type").orElse("").toLowerCase(Locale.ROOT);
        if (!Set.of("", "alert", "record").contains(type)) {
            throw HttpProblem.badParameter("type", "not supported value \"" + type + "\"");
        }
        return new RuleFilter(
                !type.equals("record"),
                !type.equals("alert"),
                Set.copyOf(exchange.parameters("rule_name[]")),
                Set.copyOf(exchange.parameters("rule_group[]")),
                Set.copyOf(exchange.parameters("file[]")),
                matchers);
    }

    /** The wanted rules of a group; none where the group itself is not wanted. */
    List<GroupView.RuleView> rules(GroupView group) {
        if (!passes(groups, group.group().name())
                || !passes(files, group.group().file())) {
            return List.of();
        }
        return group.rules().stream().filter(view -> wanted(view.rule())).toList();
    }

    private boolean wanted(Rule rule) {
        boolean kind = switch (rule) {
            case Rule.AlertRule ignored -> alerting;
            case Rule.RecordRule ignored -> recording;
        };
        return kind && passes(names, rule.name()) && labelsMatch(RuleJson.labels(rule));
    }

    private boolean labelsMatch(Map<String, String> labels) {
        return matchers.isEmpty()
                || matchers.stream()
                        .anyMatch(all ->
                                all.stream().allMatch(one -> one.matches(labels.getOrDefault(one.name(), ""))));
    }

    private static boolean passes(Set<String> wanted, String found) {
        return wanted.isEmpty() || wanted.contains(found);
    }
}
