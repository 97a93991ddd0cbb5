package dev.nightjar.alerting.rules;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.StaleMarker;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores the series of one rule, and ends those that it gives no longer. Used by one thread at a time. */
final class SeriesWriter {
    private final SampleSink sink;
    private Set<Labels> previous = Set.of();

    SeriesWriter(SampleSink sink) {
        this.sink = sink;
    }

    void write(Map<Labels, Double> samples, Instant at) {
        SampleBatch.Builder batch = SampleBatch.builder();
        samples.forEach((labels, value) -> batch.series(labels).sample(at.toEpochMilli(), value));
        for (Labels labels : previous) {
            if (!samples.containsKey(labels)) {
                batch.series(labels).sampleBits(at.toEpochMilli(), StaleMarker.BITS);
            }
        }
        previous = Set.copyOf(samples.keySet());
        store(batch);
    }

    /** Ends all series: their rule is gone. */
    void end(Instant at) {
        write(Map.of(), at);
    }

    /** {@code ALERTS} and {@code ALERTS_FOR_STATE} of a rule's alerts. */
    static Map<Labels, Double> seriesOf(Iterable<ActiveAlert> alerts) {
        Map<Labels, Double> samples = new LinkedHashMap<>();
        for (ActiveAlert alert : alerts) {
            samples.put(
                    alert.labels()
                            .with(Labels.METRIC_NAME, "ALERTS")
                            .with("alertstate", alert.firing() ? "firing" : "pending"),
                    1.0);
            samples.put(alert.labels().with(Labels.METRIC_NAME, "ALERTS_FOR_STATE"), (double)
                    alert.activeAt().getEpochSecond());
        }
        return samples;
    }

    private void store(SampleBatch.Builder batch) {
        if (batch.sampleCount() == 0) {
            return;
        }
        switch (sink.append(batch.build())) {
            case IngestResult.Accepted accepted -> {}
            case IngestResult.Rejected rejected ->
                throw new RecordingException(
                        "the store refused the rule's series: " + String.join("; ", messages(rejected)));
            case IngestResult.Overloaded overloaded ->
                throw new RecordingException("the store is overloaded: " + overloaded.reason());
        }
    }

    private static List<String> messages(IngestResult.Rejected rejected) {
        return rejected.reasons().stream().map(reason -> reason.message()).toList();
    }

    /** The result could not be stored. */
    static final class RecordingException extends RuntimeException {
        RecordingException(String message) {
            super(message);
        }
    }
}
