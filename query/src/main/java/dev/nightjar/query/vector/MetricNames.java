package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import java.util.List;

/** The labels that say what a metric is: its name, and the type and unit that OpenTelemetry's metrics can have beside. */
public final class MetricNames {
    private static final List<String> LABELS = List.of(Labels.METRIC_NAME, "__type__", "__unit__");

    private MetricNames() {}

    /** Where values are another quantity than the metric, none of these labels describes them. */
    public static Labels without(Labels labels) {
        return labels.without(LABELS);
    }
}
