package dev.nightjar.server.wiring;

import dev.nightjar.model.redact.Redaction;

/** How often each rule took something out of lines before they were stored, in Prometheus' text format. */
public final class RedactionMetrics {
    private final Redaction redaction;

    public RedactionMetrics(Redaction redaction) {
        this.redaction = redaction;
    }

    public String expose() {
        ExpositionText text = new ExpositionText()
                .counter(
                        "nightjar_logs_redactions_total", "Pieces of lines replaced before they were stored, by rule.");
        redaction.counts().forEach((rule, count) -> text.sample(count, "rule", rule));
        return text.toString();
    }
}
