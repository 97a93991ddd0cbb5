package dev.nightjar.alerting.rules;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.StaleMarker;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores the series of one rule, and ends those that it gives no longer. Thread-safe: a group that was replaced may be at work yet. */
final class SeriesWriter {
    private final SampleSink sink;
    private Set<Labels> previous = Set.of();

    SeriesWriter(SampleSink sink) {
        this.sink = sink;
    }

    /** Each sample under the labels it is stored with. */
    synchronized void write(Map<Labels, Sample> samples, Instant at) {
        SampleBatch.Builder batch = SampleBatch.builder();
        samples.forEach((labels, sample) -> add(batch.series(labels), at.toEpochMilli(), sample));
        for (Labels labels : previous) {
            if (!samples.containsKey(labels)) {
                batch.series(labels).sampleBits(at.toEpochMilli(), StaleMarker.BITS);
            }
        }
        previous = Set.copyOf(samples.keySet());
        store(batch);
    }

    private static void add(SampleBatch.Builder series, long atMillis, Sample sample) {
        NativeHistogram histogram = sample.histogram();
        if (histogram == null) {
            series.sample(atMillis, sample.value());
        } else {
            series.histogram(atMillis, histogram);
        }
    }

    /** Ends all series: their rule is gone. */
    synchronized void end(Instant at) {
        write(Map.of(), at);
    }

    /** {@code ALERTS} and {@code ALERTS_FOR_STATE} of a rule's alerts. */
    static Map<Labels, Sample> seriesOf(Iterable<ActiveAlert> alerts) {
        Map<Labels, Sample> samples = new LinkedHashMap<>();
        for (ActiveAlert alert : alerts) {
            put(
                    samples,
                    alert.labels()
                            .with(Labels.METRIC_NAME, "ALERTS")
                            .with("alertstate", alert.firing() ? "firing" : "pending"),
                    1);
            put(samples, alert.labels().with(Labels.METRIC_NAME, "ALERTS_FOR_STATE"), (double)
                    alert.activeAt().getEpochSecond());
        }
        return samples;
    }

    private static void put(Map<Labels, Sample> samples, Labels labels, double value) {
        samples.put(labels, new Sample(labels, value));
    }

    /** The next rule sees them at once; alerts themselves are in the log of events, and what else is lost is recorded anew. */
    private void store(SampleBatch.Builder batch) {
        if (batch.sampleCount() == 0) {
            return;
        }
        switch (sink.appendWithoutWaiting(batch.build())) {
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
