package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import java.time.Instant;

/** Collects one reading: samples of one moment, all with the host's labels. */
final class MetricWriter {
    private final Labels common;
    private final Instant at;
    private final SampleBatch.Builder samples = SampleBatch.builder();

    /** @param common labels of all; {@code job} is {@code node} where they do not say otherwise */
    MetricWriter(Labels common, Instant at) {
        this.common = common.has("job") ? common : common.with("job", "node");
        this.at = at;
    }

    Instant at() {
        return at;
    }

    /** @param namesAndValues labels, name and value by turns */
    MetricWriter add(String metric, double value, String... namesAndValues) {
        Labels.Builder labels = common.toBuilder().set(Labels.METRIC_NAME, metric);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        samples.series(labels.build()).sample(at.toEpochMilli(), value);
        return this;
    }

    /** Counts beyond 2^53 are rounded, as everywhere in the metrics world. */
    MetricWriter add(String metric, long value, String... namesAndValues) {
        return add(metric, (double) value, namesAndValues);
    }

    SampleBatch batch() {
        return samples.build();
    }
}
