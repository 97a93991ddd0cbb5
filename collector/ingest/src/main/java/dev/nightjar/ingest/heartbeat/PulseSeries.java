package dev.nightjar.ingest.heartbeat;

import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns pulses into samples and, after a start, the newest samples into pulses: the store is all they are kept in. */
final class PulseSeries {
    static final String DUE = "nightjar_heartbeat_due_timestamp_seconds";
    static final String LAST = "nightjar_heartbeat_last_timestamp_seconds";
    static final String STARTED = "nightjar_heartbeat_started_timestamp_seconds";
    static final String EXIT_CODE = "nightjar_heartbeat_exit_code";
    static final String LAST_RUN = "nightjar_heartbeat_run_seconds";

    private static final List<String> ALL = List.of(DUE, LAST, STARTED, EXIT_CODE, LAST_RUN);

    /** How far back a pulse is looked for: most are found within the first. */
    private static final List<Duration> WITHIN = List.of(Duration.ofHours(1), Duration.ofDays(2), Duration.ofDays(40));

    private PulseSeries() {}

    static Labels labels(Heartbeat of) {
        return Labels.of(of.labels()).toBuilder()
                .set("job", "heartbeat")
                .set("heartbeat", of.name())
                .build();
    }

    static void write(Heartbeat of, Pulse pulse, long atMillis, SampleBatch.Builder to) {
        Labels labels = labels(of);
        sample(labels, DUE, seconds(pulse.due()), atMillis, to);
        sample(labels, STARTED, pulse.started().map(PulseSeries::seconds).orElse(0.0), atMillis, to);
        sample(labels, EXIT_CODE, pulse.exitCode(), atMillis, to);
        pulse.lastBeat().ifPresent(time -> sample(labels, LAST, seconds(time), atMillis, to));
        pulse.lastRun().ifPresent(took -> sample(labels, LAST_RUN, took.toMillis() / 1000.0, atMillis, to));
    }

    /** Markers: the heartbeat is not expected any more. */
    static void end(Heartbeat of, long atMillis, SampleBatch.Builder to) {
        Labels labels = labels(of);
        for (String metric : ALL) {
            to.series(labels.with(Labels.METRIC_NAME, metric)).sampleBits(atMillis, StaleMarker.BITS);
        }
    }

    private static void sample(Labels of, String metric, double value, long atMillis, SampleBatch.Builder to) {
        to.series(of.with(Labels.METRIC_NAME, metric)).sample(atMillis, value);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    /**
     * A pulse as it was stored last.
     *
     * @param at when it was stored
     */
    record Stored(Pulse pulse, Instant at) {}

    /** Nothing where there is none, or where its series ended since the heartbeat was taken out of the definitions. */
    static Optional<Stored> read(Heartbeat of, SeriesReader from, Instant now) {
        for (Duration within : WITHIN) {
            Map<String, Double> values = new HashMap<>();
            long newest = newest(of, from, new TimeRange(now.minus(within).toEpochMilli(), now.toEpochMilli()), values);
            Double due = values.get(DUE);
            if (due != null) {
                return StaleMarker.is(due)
                        ? Optional.empty()
                        : Optional.of(new Stored(pulse(values, due), Instant.ofEpochMilli(newest)));
            }
        }
        return Optional.empty();
    }

    private static long newest(Heartbeat of, SeriesReader from, TimeRange range, Map<String, Double> to) {
        long newest = 0;
        SampleBuffer samples = new SampleBuffer();
        for (String metric : ALL) {
            List<Matcher> matchers =
                    List.of(Matcher.equal(Labels.METRIC_NAME, metric), Matcher.equal("heartbeat", of.name()));
            long latest = Long.MIN_VALUE; // of several series, as its labels were changed
            try (SeriesCursor cursor = from.select(new SeriesSelection(matchers, range))) {
                while (cursor.next()) {
                    samples.clear();
                    cursor.read(samples);
                    int last = samples.size() - 1;
                    if (last >= 0 && samples.timestampMillis(last) >= latest) {
                        latest = samples.timestampMillis(last);
                        to.put(metric, samples.value(last));
                    }
                }
            }
            newest = Math.max(newest, latest);
        }
        return newest;
    }

    private static Pulse pulse(Map<String, Double> values, double due) {
        double exitCode = values.getOrDefault(EXIT_CODE, 0.0);
        return new Pulse(
                time(values, LAST),
                time(values, STARTED),
                instant(due),
                Double.isNaN(exitCode) ? 0 : (int) exitCode,
                number(values, LAST_RUN).map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))));
    }

    private static Optional<Instant> time(Map<String, Double> values, String metric) {
        return number(values, metric).filter(seconds -> seconds > 0).map(PulseSeries::instant);
    }

    private static Optional<Double> number(Map<String, Double> values, String metric) {
        return Optional.ofNullable(values.get(metric)).filter(value -> !value.isNaN());
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
