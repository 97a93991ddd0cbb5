package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.model.Labels;
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
import java.util.stream.Stream;

/**
 * Reads Prometheus' and Loki's rule files as they are, strictly. What Nightjar adds are fields that those do not have:
 * {@code language}, {@code no_data}, {@code on_error}, and the kinds of {@link DerivedQuery}.
 */
public final class RuleFile {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private static final List<String> ALERT_FIELDS = Stream.concat(
                    Stream.of(
                            "alert",
                            "expr",
                            "for",
                            "keep_firing_for",
                            "labels",
                            "annotations",
                            "language",
                            "no_data",
                            "on_error"),
                    DerivedQuery.KINDS.stream())
            .toList();

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
        List<Node> documents = YamlFile.documents(file, text, problems);
        if (documents.size() > 1) {
            problems.notice(
                    file,
                    documents.get(1).line(),
                    "a second YAML document is not read, as Prometheus reads the first alone: put its groups under the"
                            + " \"groups\" of the first, or into a file of their own");
        }
        if (documents.isEmpty()) {
            return List.of();
        }
        RuleFile reader = new RuleFile(file, expressions, problems);
        return Section.of(file, "", documents.getFirst(), problems)
                .map(reader::groups)
                .orElse(List.of());
    }

    private List<RuleGroup> groups(Section root) {
        root.allow("groups", "namespace", "language");
        Language language = language(root, Language.ofFile(file));
        if (language == Language.PROMQL && root.has("namespace")) {
            root.problem("namespace", "unknown field \"namespace\"; only files of LogQL rules have one");
        }
        List<RuleGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("groups", "group")) {
            String name = section.requiredText("name");
            Section group = section.as("group \"" + name + "\"");
            if (name.isEmpty() && section.has("name")) {
                group.problem("name", "a group's name must not be empty");
            }
            if (!names.add(name)) {
                group.problem("name", "another group of this file has the same name");
            }
            group(name, group, language).ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<RuleGroup> group(String name, Section group, Language ofFile) {
        group.allow("name", "interval", "limit", "query_offset", "labels", "language", "rules");
        int before = problems.count();
        Language language = language(group, ofFile);
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
            rule(name, section, labels, language, seen).ifPresent(rules::add);
        }
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new RuleGroup(file, name, interval, limit, offset, rules));
    }

    private Optional<Rule> rule(
            String group,
            Section unnamed,
            Map<String, String> groupLabels,
            Language ofGroup,
            Map<String, Integer> seen) {
        boolean alerts = unnamed.has("alert");
        if (alerts == unnamed.has("record")) {
            unnamed.problem("", "needs one of \"alert\" and \"record\", found " + (alerts ? "both" : "neither"));
            return Optional.empty();
        }
        String name = unnamed.text(alerts ? "alert" : "record").orElse("");
        if (name.isEmpty()) {
            unnamed.problem("", "\"" + (alerts ? "alert" : "record") + "\" must have a name");
            return Optional.empty();
        }
        Section rule = unnamed.as("group \"" + group + "\", rule \"" + name + "\"");
        int before = problems.count();
        if (alerts) {
            rule.allow(ALERT_FIELDS.toArray(String[]::new));
        } else {
            checkRecord(name, rule);
        }
        Language language = language(rule, ofGroup);
        String query = query(rule, language);
        Optional<Expression> expression = expression(rule, language, query);
        SequencedMap<String, String> labels = new LinkedHashMap<>(groupLabels);
        labels.putAll(labels(rule));
        Duration holdFor = rule.duration("for", Duration.ZERO);
        Duration keep = rule.duration("keep_firing_for", Duration.ZERO);
        RulePolicy policy = policy(rule);
        SequencedMap<String, Template> labelTemplates =
                alerts ? templates(rule, name, "labels", labels) : new LinkedHashMap<>();
        SequencedMap<String, Template> annotations =
                alerts ? templates(rule, name, "annotations", rule.texts("annotations")) : new LinkedHashMap<>();
        if (problems.count() > before || expression.isEmpty()) {
            return Optional.empty();
        }
        String id = id(group, name, labels, seen);
        return Optional.of(
                alerts
                        ? new Rule.AlertRule(
                                id,
                                name,
                                language,
                                query,
                                expression.get(),
                                holdFor,
                                keep,
                                policy,
                                labelTemplates,
                                annotations)
                        : new Rule.RecordRule(id, name, query, expression.get(), labels));
    }

    private String query(Section rule, Language language) {
        List<String> kinds = DerivedQuery.KINDS.stream().filter(rule::has).toList();
        if (kinds.isEmpty()) {
            return rule.requiredText("expr");
        }
        String kind = kinds.getFirst();
        if (kinds.size() > 1 || rule.has("expr") || language != Language.PROMQL) {
            rule.problem(kind, "\"" + kind + "\" stands in place of \"expr\" in PromQL: keep one of them");
            return "";
        }
        return rule.section(kind, kind)
                .flatMap(section -> DerivedQuery.of(kind, section))
                .orElse("");
    }

    private static Language language(Section section, Language otherwise) {
        Optional<String> written = section.text("language");
        Optional<Language> named = written.flatMap(Language::named);
        if (written.isPresent() && named.isEmpty()) {
            section.problem("language", "language: must be promql or logql, found \"" + written.get() + "\"");
        }
        return named.orElse(otherwise);
    }

    private static RulePolicy policy(Section rule) {
        RulePolicy.NoData noData = switch (rule.text("no_data").orElse("ok")) {
            case "ok" -> RulePolicy.NoData.OK;
            case "keep" -> RulePolicy.NoData.KEEP;
            case "alert" -> RulePolicy.NoData.ALERT;
            case String other -> {
                rule.problem("no_data", "no_data: must be ok, keep or alert, found \"" + other + "\"");
                yield RulePolicy.NoData.OK;
            }
        };
        RulePolicy.OnError onError = switch (rule.text("on_error").orElse("alert")) {
            case "alert" -> RulePolicy.OnError.ALERT;
            case "page" -> RulePolicy.OnError.PAGE;
            case "ignore" -> RulePolicy.OnError.IGNORE;
            case String other -> {
                rule.problem("on_error", "on_error: must be alert, page or ignore, found \"" + other + "\"");
                yield RulePolicy.OnError.ALERT;
            }
        };
        return new RulePolicy(noData, onError);
    }

    private static void checkRecord(String name, Section rule) {
        rule.allow("record", "expr", "labels", "language", "for", "keep_firing_for", "annotations");
        if (name.isEmpty() || name.contains("{") || name.contains("}")) {
            rule.problem(
                    "record",
                    "not a metric's name: \"" + name + "\"; only a name belongs here, the expression goes into expr");
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

    private Optional<Expression> expression(Section rule, Language language, String query) {
        if (query.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(expressions.prepare(language, query));
        } catch (InvalidExpressionException e) {
            rule.problem("expr", "expr at " + e.in(query));
            return Optional.empty();
        }
    }

    private SequencedMap<String, String> labels(Section of) {
        SequencedMap<String, String> labels = of.texts("labels");
        for (String name : labels.keySet()) {
            if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
                of.problem("labels", "labels: not a label's name: \"" + name + "\"");
            }
        }
        return labels;
    }

    private static SequencedMap<String, Template> templates(
            Section rule, String alert, String field, Map<String, String> texts) {
        SequencedMap<String, Template> templates = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (name.isEmpty()) {
                rule.problem(field, field + ": a name is empty");
            }
            try {
                templates.put(name, Template.parseOfRule(alert, text));
            } catch (TemplateException e) {
                rule.problem(field, field + ": \"" + name + "\": " + e.getMessage());
            }
        });
        return templates;
    }
}
