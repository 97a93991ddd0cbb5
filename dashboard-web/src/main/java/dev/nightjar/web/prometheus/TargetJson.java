package dev.nightjar.web.prometheus;

import dev.nightjar.definition.DurationText;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelStep;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapedTarget;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Targets as Prometheus' HTTP API shows them. */
final class TargetJson {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private TargetJson() {}

    static Map<String, Object> of(ScrapedTarget target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("discoveredLabels", target.discovered().toMap());
        json.put("labels", target.labels().toMap());
        json.put("scrapePool", target.pool());
        json.put("scrapeUrl", target.url());
        json.put("globalUrl", target.url());
        json.put("lastError", target.lastError());
        json.put("lastScrape", target.lastScrape().map(Instant::toString).orElse(NEVER));
        json.put("lastScrapeDuration", target.lastDuration().toNanos() / 1e9);
        json.put("health", target.health().text());
        json.put("scrapeInterval", DurationText.of(target.interval()));
        json.put("scrapeTimeout", DurationText.of(target.timeout()));
        json.put("samples", target.samples()); // Prometheus has it only as a series
        return json;
    }

    static Map<String, Object> of(DroppedTarget target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("discoveredLabels", target.discovered().toMap());
        json.put("scrapePool", target.pool());
        if (!target.why().isEmpty()) {
            json.put("error", target.why());
        }
        return json;
    }

    static Map<String, Object> of(ScrapedTarget target, MetricMetadata about, boolean oneMetric) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", target.labels().toMap());
        if (!oneMetric) {
            json.put("metric", about.family());
        }
        json.put("type", about.type().text());
        json.put("help", about.help());
        json.put("unit", about.unit());
        return json;
    }

    static Map<String, Object> of(RelabelStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", rule(step.rule()));
        json.put("output", step.output().toMap());
        json.put("keep", step.kept());
        return json;
    }

    private static Map<String, Object> rule(RelabelRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!rule.sourceLabels().isEmpty()) {
            json.put("source_labels", rule.sourceLabels());
        }
        json.put("separator", rule.separator());
        json.put("regex", rule.regex());
        if (rule.action() == RelabelAction.HASHMOD) {
            json.put("modulus", rule.modulus());
        }
        if (!rule.targetLabel().isEmpty()) {
            json.put("target_label", rule.targetLabel());
        }
        json.put("replacement", rule.replacement());
        json.put("action", rule.action().text());
        return json;
    }
}
