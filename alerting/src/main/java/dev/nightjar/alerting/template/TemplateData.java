package dev.nightjar.alerting.template;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;

/**
 * What a template can speak of.
 *
 * @param labels of the alert's series with its name, if it has one, before the rule's own are added
 * @param value of the expression: a {@code Double}, or of a histogram a text
 * @param externalUrl how people reach Nightjar
 * @param now the time that the rule is evaluated for
 */
public record TemplateData(
        Labels labels,
        Object value,
        Map<String, String> externalLabels,
        String externalUrl,
        TemplateQueries queries,
        Instant now) {
    public TemplateData {
        externalLabels = Map.copyOf(externalLabels);
    }

    /** Data outside of any federation, where nothing can be queried. */
    public static TemplateData of(Labels labels, Object value, String externalUrl) {
        return new TemplateData(labels, value, Map.of(), externalUrl, TemplateQueries.NONE, Instant.EPOCH);
    }
}
