package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what rules lack that whoever is woken by them will miss. What is in their expressions is looked at elsewhere. */
public final class RuleLint {
    private static final Set<String> OWNERS = Set.of("owner", "team", "squad", "service");
    private static final Set<String> RUNBOOKS = Set.of("runbook", "runbook_url");
    private static final Set<String> PAGES = Set.of("page", "critical");

    private RuleLint() {}

    public static List<Finding> of(List<RuleGroup> groups) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                String same = seen.put(RuleText.of(rule), group.name());
                if (same != null) {
                    findings.add(finding(group, rule, "the same rule is in group \"" + same + "\" already"));
                }
                if (rule instanceof Rule.AlertRule alert) {
                    alert(group, alert, findings);
                }
            }
        }
        return findings;
    }

    private static void alert(RuleGroup group, Rule.AlertRule rule, List<Finding> findings) {
        boolean looksBack = rule.query().contains("_over_time(") || rule.query().contains("absent(");
        if (rule.holdFor().isZero() && !looksBack) {
            findings.add(finding(
                    group, rule, "no \"for\": a single sample fires it; say how long it has to hold, such as for: 5m"));
        }
        if (!hasAny(rule.labels().keySet(), OWNERS)
                && !hasAny(rule.annotations().keySet(), OWNERS)) {
            findings.add(finding(
                    group, rule, "no owner: add the label team, owner or service, by which pages find somebody"));
        }
        if (pages(rule) && !hasAny(rule.annotations().keySet(), RUNBOOKS)) {
            findings.add(finding(
                    group, rule, "it pages and has no runbook: add the annotation runbook_url that says what to do"));
        }
        if (!rule.annotations().containsKey("summary") && !rule.annotations().containsKey("description")) {
            findings.add(finding(group, rule, "no summary: the page will say nothing but the rule's name"));
        }
    }

    private static boolean pages(Rule.AlertRule rule) {
        Template severity = rule.labels().get("severity");
        return severity != null && PAGES.contains(severity.text());
    }

    private static boolean hasAny(Collection<String> names, Set<String> wanted) {
        return names.stream().anyMatch(wanted::contains);
    }

    private static Finding finding(RuleGroup group, Rule rule, String message) {
        return new Finding(group.name(), rule.name(), message);
    }
}
