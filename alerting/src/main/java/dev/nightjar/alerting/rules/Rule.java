package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule, ready to be evaluated. */
public sealed interface Rule {
    /** File, group and name: what its alerts are kept under, through restarts and edits. */
    String id();

    String name();

    /** The expression's text. */
    String query();

    Expression expression();

    /**
     * Raises alerts.
     *
     * @param holdFor how long the expression has to hold before an alert fires
     * @param keepFiringFor how long an alert goes on firing after the expression stopped holding
     * @param labels templates by label, group's and rule's
     */
    record AlertRule(
            String id,
            String name,
            Language language,
            String query,
            Expression expression,
            Duration holdFor,
            Duration keepFiringFor,
            RulePolicy policy,
            Map<String, Template> labels,
            Map<String, Template> annotations)
            implements Rule {
        public AlertRule {
            labels = new LinkedHashMap<>(labels);
            annotations = new LinkedHashMap<>(annotations);
        }

        /** Of PromQL, as Prometheus has it. */
        public AlertRule(
                String id,
                String name,
                String query,
                Expression expression,
                Duration holdFor,
                Duration keepFiringFor,
                Map<String, Template> labels,
                Map<String, Template> annotations) {
            this(
                    id,
                    name,
                    Language.PROMQL,
                    query,
                    expression,
                    holdFor,
                    keepFiringFor,
                    RulePolicy.USUAL,
                    labels,
                    annotations);
        }
    }

    /**
     * Stores its result under a new name.
     *
     * @param labels to add; an empty value removes the label
     */
    record RecordRule(String id, String name, String query, Expression expression, Map<String, String> labels)
            implements Rule {
        public RecordRule {
            labels = new LinkedHashMap<>(labels);
        }

        Labels resultLabels(Labels of) {
            Labels.Builder builder = of.toBuilder().set(Labels.METRIC_NAME, name);
            labels.forEach(builder::set);
            return builder.build();
        }
    }
}
