package dev.nightjar.ingest.push;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one group shows since it was last pushed. Answers batches to be stored and takes them over only when told that
 * they are. Not thread-safe.
 */
final class PushGroup {
    /**
     * A change that is to be stored.
     *
     * @param series that the group has afterwards
     */
    record Change(SampleBatch batch, Map<Labels, Pushed.Series> series, long atMillis) {}

    /** Series that every group has beside its own. */
    static final int TIMES = 2;

    private final Labels key;
    private Map<Labels, Pushed.Series> series = new LinkedHashMap<>();
    private long lastMillis;
    private double pushedSeconds;
    private double failedSeconds;

    PushGroup(Labels key) {
        this.key = key;
    }

    /** @param whole whether what is not pushed now is gone (PUT), or only the metrics of the same names are replaced (POST) */
    Change replace(Pushed pushed, boolean whole, long nowMillis) {
        Set<String> families = new LinkedHashSet<>();
        pushed.series().values().forEach(one -> families.add(one.family()));
        Map<Labels, Pushed.Series> after = new LinkedHashMap<>();
        if (!whole) {
            series.forEach((labels, one) -> {
                if (!families.contains(one.family())) {
                    after.put(labels, one);
                }
            });
        }
        long at = after(nowMillis);
        SampleBatch.Builder batch = SampleBatch.builder();
        for (Labels labels : series.keySet()) {
            if (!after.containsKey(labels) && !pushed.series().containsKey(labels)) {
                batch.series(labels).sampleBits(at, StaleMarker.BITS);
            }
        }
        pushed.series().forEach((labels, one) -> show(labels, one, at, true, batch));
        after.putAll(pushed.series());
        times(at, at / 1000.0, failedSeconds, batch);
        for (MetricMetadata about : pushed.metadata()) {
            batch.metadata(about);
        }
        return new Change(batch.build(), after, at);
    }

    void pushed(Change stored) {
        series = stored.series();
        lastMillis = stored.atMillis();
        pushedSeconds = stored.atMillis() / 1000.0;
    }

    /** A push that could not be read. */
    SampleBatch failed(long nowMillis) {
        lastMillis = after(nowMillis);
        failedSeconds = lastMillis / 1000.0;
        SampleBatch.Builder batch = SampleBatch.builder();
        times(lastMillis, pushedSeconds, failedSeconds, batch);
        return batch.build();
    }

    /** All of it once more, as of now: whoever asks at any time sees what was pushed last. */
    SampleBatch again(long nowMillis) {
        lastMillis = after(nowMillis);
        SampleBatch.Builder batch = SampleBatch.builder();
        series.forEach((labels, one) -> show(labels, one, lastMillis, false, batch));
        times(lastMillis, pushedSeconds, failedSeconds, batch);
        return batch.build();
    }

    /** The end of every series. */
    SampleBatch end(long nowMillis) {
        long at = after(nowMillis);
        SampleBatch.Builder batch = SampleBatch.builder();
        series.keySet().forEach(labels -> batch.series(labels).sampleBits(at, StaleMarker.BITS));
        batch.series(named(PushedBody.PUSH_TIME)).sampleBits(at, StaleMarker.BITS);
        batch.series(named(PushedBody.PUSH_FAILURE_TIME)).sampleBits(at, StaleMarker.BITS);
        return batch.build();
    }

    /** Series, with the two that tell its times. */
    int size() {
        return series.size() + TIMES;
    }

    private static void show(Labels labels, Pushed.Series one, long at, boolean withExemplars, SampleBatch.Builder to) {
        to.series(labels);
        if (one.histogram() == null) {
            to.sampleBits(at, one.bits());
        } else {
            to.histogram(at, one.histogram());
        }
        List<Exemplar> exemplars = withExemplars ? one.exemplars() : List.of();
        for (Exemplar exemplar : exemplars) {
            long millis = exemplar.timestampMillis() == 0 ? at : exemplar.timestampMillis();
            to.exemplar(new Exemplar(exemplar.labels(), exemplar.value(), millis));
        }
    }

    private void times(long at, double pushed, double failed, SampleBatch.Builder to) {
        to.series(named(PushedBody.PUSH_TIME)).sample(at, pushed);
        to.series(named(PushedBody.PUSH_FAILURE_TIME)).sample(at, failed);
    }

    private Labels named(String metric) {
        return key.with(Labels.METRIC_NAME, metric);
    }

    /** Two pushes within a millisecond are not one sample. */
    private long after(long nowMillis) {
        return Math.max(nowMillis, lastMillis + 1);
    }
}
