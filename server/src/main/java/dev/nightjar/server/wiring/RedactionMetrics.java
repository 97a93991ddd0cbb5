package dev.nightjar.server.wiring;

import dev.nightjar.model.redact.Redaction;

/** How often each rule took something out of lines before they were stored, in Prometheus' text format. */
public final class RedactionMetrics {
    private final Redaction redaction;

    public RedactionMetrics(Redaction redaction) {
        this.redaction = redaction;
    }

    public String expose() {
        StringBuilder text = new StringBuilder();
        text.append(
                "# HELP nightjar_logs_redactions_total Pieces of lines replaced before they were stored, by rule.\n");
        text.append("# TYPE nightjar_logs_redactions_total counter\n");
        redaction
                .counts()
                .forEach((rule, count) -> text.append("nightjar_logs_redactions_total{rule=\"")
                        .append(rule)
                        .append("\"} ")
                        .append(count)
                        .append('\n'));
        return text.toString();
    }
}
