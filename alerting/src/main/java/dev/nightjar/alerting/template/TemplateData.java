package dev.nightjar.alerting.template;

import dev.nightjar.model.Labels;
import java.util.Map;

/**
 * What a template can speak of.
 *
 * @param labels of the alert's series, before the rule's own are added
 * @param value of the expression: a {@code Double}, or of a histogram a text
 */
public record TemplateData(Labels labels, Object value, Map<String, String> externalLabels, String externalUrl) {
    public TemplateData {
        externalLabels = Map.copyOf(externalLabels);
    }

    /** Data outside of any federation. */
    public static TemplateData of(Labels labels, Object value, String externalUrl) {
        return new TemplateData(labels, value, Map.of(), externalUrl);
    }
}
