package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.query.NumberText;
import dev.nightjar.web.prometheus.RuleDocuments;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and alerts in the shape of Prometheus' API. */
final class PrometheusRules implements RuleDocuments {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Alerting alerting;

    PrometheusRules(Alerting alerting) {
        this.alerting = alerting;
    }

    @Override
    public Object rules() {
        return Map.of(
                "groups", alerting.groups().stream().map(PrometheusRules::group).toList());
    }

    @Override
    public Object alerts() {
        return Map.of(
                "alerts",
                alerting.alerts().stream()
                        .map(AlertView::alert)
                        .map(PrometheusRules::alert)
                        .toList());
    }

    private static Map<String, Object> group(GroupView view) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", view.group().name());
        group.put("file", view.group().file());
        group.put("interval", view.group().interval().toMillis() / 1000.0);
        group.put("limit", view.group().limit());
        group.put("rules", view.rules().stream().map(PrometheusRules::rule).toList());
        group.put("lastEvaluation", text(view.lastEvaluation()));
        group.put(
                "evaluationTime",
                view.rules().stream()
                        .mapToDouble(rule -> rule.health().took().toNanos() / 1e9)
                        .sum());
        return group;
    }

    private static Map<String, Object> rule(GroupView.RuleView view) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", view.rule().name());
        rule.put("query", view.rule().query());
        switch (view.rule()) {
            case Rule.AlertRule alert -> {
                rule.put("state", view.state());
                rule.put("duration", alert.holdFor().toMillis() / 1000.0);
                rule.put("keepFiringFor", alert.keepFiringFor().toMillis() / 1000.0);
                rule.put("labels", texts(alert.labels()));
                rule.put("annotations", texts(alert.annotations()));
                rule.put(
                        "alerts",
                        view.alerts().stream().map(PrometheusRules::alert).toList());
                rule.put("type", "alerting");
            }
            case Rule.RecordRule record -> {
                rule.put("labels", record.labels());
                rule.put("type", "recording");
            }
        }
        String error = view.health().error();
        rule.put("health", view.health().word());
        if (error != null) {
            rule.put("lastError", error);
        }
        rule.put("lastEvaluation", text(view.health().at()));
        rule.put("evaluationTime", view.health().took().toNanos() / 1e9);
        return rule;
    }

    private static Map<String, Object> alert(ActiveAlert alert) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("labels", alert.labels().toMap());
        document.put("annotations", alert.annotations());
        document.put("state", alert.state().name().toLowerCase(Locale.ROOT));
        document.put("activeAt", alert.activeAt().toString());
        document.put("value", NumberText.sample(alert.value()));
        return document;
    }

    private static Map<String, String> texts(Map<String, Template> templates) {
        Map<String, String> texts = new LinkedHashMap<>();
        templates.forEach((name, template) -> texts.put(name, template.text()));
        return texts;
    }

    private static String text(@Nullable Instant time) {
        return time == null ? NEVER : time.toString();
    }
}
