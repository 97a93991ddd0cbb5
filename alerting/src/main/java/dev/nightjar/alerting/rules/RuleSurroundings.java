package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.QueriedSample;
import dev.nightjar.alerting.template.TemplateData;
import dev.nightjar.alerting.template.TemplateQueries;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the templates of all rules have in common.
 *
 * @param externalUrl how people reach Nightjar
 * @param expressions answers what a template queries
 */
public record RuleSurroundings(Map<String, String> externalLabels, String externalUrl, Expressions expressions) {
    public RuleSurroundings {
        externalLabels = Map.copyOf(externalLabels);
    }

    /** Data of an alert at {@code at}, in the language of its rule. */
    TemplateData data(Rule.AlertRule rule, Labels labels, Object value, Instant at) {
        TemplateQueries queries = text -> ask(rule.language(), text, at);
        return new TemplateData(labels, value, externalLabels, externalUrl, queries, at);
    }

    private List<QueriedSample> ask(Language language, String text, Instant at) {
        return expressions.prepare(language, text).at(at).stream()
                .map(sample -> new QueriedSample(sample.labels(), sample.value()))
                .toList();
    }
}
