package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.alerting.template.TemplateException;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads Prometheus' rule files as they are, strictly. */
public final class RuleFile {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private static final String METRIC = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

    private final String file;
    private final Expressions expressions;
    private final Problems problems;

    private RuleFile(String file, Expressions expressions, Problems problems) {
        this.file = file;
        this.expressions = expressions;
        this.problems = problems;
    }

    /** The groups of a file. What is wrong goes to {@code problems}; then the result is not to be used. */
    public static List<RuleGroup> read(String file, String text, Expressions expressions, Problems problems) {
        RuleFile reader = new RuleFile(file, expressions, problems);
        List<RuleGroup> groups = new ArrayList<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section.of(file, "", document, problems).ifPresent(root -> groups.addAll(reader.groups(root)));
        }
        return groups;
    }

    private List<RuleGroup> groups(Section root) {
        root.allow("groups");
        List<RuleGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("groups", "group")) {
            String name = section.requiredText("name");
            Section group = section.as("group \"" + name + "\"");
            if (!names.add(name)) {
                group.problem("name", "another group of this file has the same name");
            }
            group(name, group).ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<RuleGroup> group(String name, Section group) {
        group.allow("name", "interval", "limit", "query_offset", "labels", "rules");
        int before = problems.count();
        Duration interval = group.duration("interval", DEFAULT_INTERVAL);
        if (interval.isZero()) {
            interval = DEFAULT_INTERVAL;
        }
        int limit = group.wholeNumber("limit", 0);
        Duration offset = group.duration("query_offset", Duration.ZERO);
        SequencedMap<String, String> labels = labels(group);
        List<Rule> rules = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Section section : group.sections("rules", "group \"" + name + "\", rule")) {
            rule(name, section, labels, seen).ifPresent(rules::add);
        }
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new RuleGroup(file, name, interval, limit, offset, rules));
    }

    private Optional<Rule> rule(
            String group, Section unnamed, Map<String, String> groupLabels, Map<String, Integer> seen) {
        boolean alerts = unnamed.has("alert");
        if (alerts == unnamed.has("record")) {
            unnamed.problem("", "needs one of \"alert\" and \"record\", found " + (alerts ? "both" : "neither"));
            return Optional.empty();
        }
        String name = unnamed.text(alerts ? "alert" : "record").orElse("");
        Section rule = unnamed.as("group \"" + group + "\", rule \"" + name + "\"");
        if (alerts) {
            rule.allow("alert", "expr", "for", "keep_firing_for", "labels", "annotations");
        } else {
            checkRecord(name, rule);
        }
        int before = problems.count();
        String query = rule.requiredText("expr");
        Optional<Expression> expression = expression(rule, query);
        SequencedMap<String, String> labels = new LinkedHashMap<>(groupLabels);
        labels.putAll(labels(rule));
        Duration holdFor = rule.duration("for", Duration.ZERO);
        Duration keep = rule.duration("keep_firing_for", Duration.ZERO);
        SequencedMap<String, Template> labelTemplates =
                alerts ? templates(rule, "labels", labels) : new LinkedHashMap<>();
        SequencedMap<String, Template> annotations =
                alerts ? templates(rule, "annotations", rule.texts("annotations")) : new LinkedHashMap<>();
        if (problems.count() > before || expression.isEmpty()) {
            return Optional.empty();
        }
        String id = id(group, name, labels, seen);
        return Optional.of(
                alerts
                        ? new Rule.AlertRule(
                                id, name, query, expression.get(), holdFor, keep, labelTemplates, annotations)
                        : new Rule.RecordRule(id, name, query, expression.get(), labels));
    }

    private static void checkRecord(String name, Section rule) {
        rule.allow("record", "expr", "labels", "for", "keep_firing_for", "annotations");
        if (!name.matches(METRIC)) {
            rule.problem("record", "not a metric's name: \"" + name + "\"");
        }
        for (String field : List.of("for", "keep_firing_for", "annotations")) {
            if (rule.has(field)) {
                rule.problem(field, "a recording rule has no \"" + field + "\"; remove it");
            }
        }
    }

    /** Two rules of one name are told apart by their labels, and after that by their order. */
    private String id(String group, String name, Map<String, String> labels, Map<String, Integer> seen) {
        String id = file + ";" + group + ";" + name;
        if (seen.containsKey(id)) {
            id += ";" + new java.util.TreeMap<>(labels);
        }
        int times = seen.merge(id, 1, Integer::sum);
        return times == 1 ? id : id + "#" + times;
    }

    private Optional<Expression> expression(Section rule, String query) {
        if (query.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(expressions.prepare(query));
        } catch (InvalidExpressionException e) {
            rule.problem("expr", "expr at " + e.in(query));
            return Optional.empty();
        }
    }

    private SequencedMap<String, String> labels(Section of) {
        SequencedMap<String, String> labels = of.texts("labels");
        for (String name : labels.keySet()) {
            if (!name.matches(LABEL) || name.equals("__name__")) {
                of.problem("labels", "labels: not a label's name: \"" + name + "\"");
            }
        }
        return labels;
    }

    private static SequencedMap<String, Template> templates(Section rule, String field, Map<String, String> texts) {
        SequencedMap<String, Template> templates = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            try {
                templates.put(name, Template.parse(text));
            } catch (TemplateException e) {
                rule.problem(field, field + ": \"" + name + "\": " + e.getMessage());
            }
        });
        return templates;
    }
}
