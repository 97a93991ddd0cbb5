package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.PromQl;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and alerts as objects that Jackson can write. Lengths of time are seconds. */
final class RuleJson {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private RuleJson() {}

    static Map<String, Object> group(GroupView view, List<GroupView.RuleView> rules, boolean withAlerts) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", view.group().name());
        group.put("file", view.group().file());
        group.put("rules", rules.stream().map(rule -> rule(rule, withAlerts)).toList());
        group.put("interval", seconds(view.group().interval().toMillis()));
        group.put("limit", view.group().limit());
        group.put(
                "evaluationTime",
                view.rules().stream()
                        .mapToDouble(rule -> rule.health().took().toNanos() / 1e9)
                        .sum());
        group.put("lastEvaluation", text(view.lastEvaluation()));
        return group;
    }

    private static Map<String, Object> rule(GroupView.RuleView view, boolean withAlerts) {
        return switch (view.rule()) {
            case Rule.AlertRule alert -> alerting(view, alert, withAlerts);
            case Rule.RecordRule record -> recording(view, record);
        };
    }

    private static Map<String, Object> alerting(GroupView.RuleView view, Rule.AlertRule rule, boolean withAlerts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("state", view.state());
        document.put("name", rule.name());
        document.put("query", query(rule));
        document.put("duration", seconds(rule.holdFor().toMillis()));
        document.put("keepFiringFor", seconds(rule.keepFiringFor().toMillis()));
        document.put("labels", texts(rule.labels()));
        document.put("annotations", texts(rule.annotations()));
        document.put(
                "alerts",
                withAlerts ? view.alerts().stream().map(RuleJson::alert).toList() : List.of());
        health(view, document);
        document.put("type", "alerting");
        return document;
    }

    private static Map<String, Object> recording(GroupView.RuleView view, Rule.RecordRule rule) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", rule.name());
        document.put("query", query(rule));
        if (!rule.labels().isEmpty()) {
            document.put("labels", rule.labels());
        }
        health(view, document);
        document.put("type", "recording");
        return document;
    }

    /** In Prometheus' one way of writing it; LogQL that PromQL does not know, as it stands in its file. */
    private static String query(Rule rule) {
        try {
            return PromQl.print(PromQl.parse(rule.query()));
        } catch (QueryException e) {
            return rule.query();
        }
    }

    private static void health(GroupView.RuleView view, Map<String, Object> document) {
        document.put("health", view.health().word());
        String error = view.health().error();
        if (error != null) {
            document.put("lastError", error);
        }
        document.put("evaluationTime", view.health().took().toNanos() / 1e9);
        document.put("lastEvaluation", text(view.health().at()));
    }

    static Map<String, Object> alert(ActiveAlert alert) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("labels", alert.labels().toMap());
        document.put("annotations", alert.annotations());
        document.put("state", alert.state().name().toLowerCase(Locale.ROOT));
        document.put("activeAt", alert.activeAt().toString());
        Instant kept = alert.keepFiringSince();
        if (kept != null) {
            document.put("keepFiringSince", kept.toString());
        }
        document.put("value", NumberText.exponent(alert.value()));
        return document;
    }

    /** What a rule's labels are, as they stand in its file. */
    static Map<String, String> labels(Rule rule) {
        return switch (rule) {
            case Rule.AlertRule alert -> texts(alert.labels());
            case Rule.RecordRule record -> record.labels();
        };
    }

    private static Map<String, String> texts(Map<String, Template> templates) {
        Map<String, String> texts = new LinkedHashMap<>();
        templates.forEach((name, template) -> texts.put(name, template.text()));
        return texts;
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static String text(@Nullable Instant time) {
        return time == null ? NEVER : time.toString();
    }
}
