package dev.nightjar.ingest.probe;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.probe.ProbeStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The series of one probe: what a run brings is stored, what the run before brought and this one does not ends. Answers
 * batches, and takes them over only when told that they are stored. Not thread-safe.
 */
final class ProbeSeries {
    private static final String FAILING = "probe_failing";

    private final Labels base;
    private Set<Labels> live = new LinkedHashSet<>();
    private Set<Labels> next = new LinkedHashSet<>();

    /** @param base labels of all of them */
    ProbeSeries(Labels base) {
        this.base = base;
    }

    Labels base() {
        return base;
    }

    SampleBatch of(ProbeOutcome outcome, ProbeStatus.State state, long atMillis) {
        Map<Labels, Double> values = new LinkedHashMap<>();
        outcome.values().forEach((labels, value) -> values.put(named(labels), value));
        Labels failing = named(Labels.of(Labels.METRIC_NAME, FAILING));
        if (state != ProbeStatus.State.UNKNOWN) {
            values.put(failing, state == ProbeStatus.State.FAILING ? 1.0 : 0.0);
        }
        next = new LinkedHashSet<>(values.keySet());
        SampleBatch.Builder batch = SampleBatch.builder();
        values.forEach((labels, value) -> {
            batch.series(labels).sample(atMillis, value);
            if (!live.contains(labels)) {
                batch.metadata(new MetricMetadata(
                        labels.metricName(), MetricMetadata.Type.GAUGE, ProbeText.help(labels.metricName()), ""));
            }
        });
        for (Labels gone : live) {
            if (!next.contains(gone)) {
                batch.series(gone).sampleBits(atMillis, StaleMarker.BITS);
            }
        }
        return batch.build();
    }

    private Labels named(Labels of) {
        Labels.Builder labels = base.toBuilder();
        of.forEach(label -> labels.set(label.name(), label.value()));
        return labels.build();
    }

    void stored() {
        live = next;
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** A marker for each: the probe is gone. */
    SampleBatch end(long atMillis) {
        SampleBatch.Builder batch = SampleBatch.builder();
        live.forEach(labels -> batch.series(labels).sampleBits(atMillis, StaleMarker.BITS));
        next = new LinkedHashSet<>();
        return batch.build();
    }
}
