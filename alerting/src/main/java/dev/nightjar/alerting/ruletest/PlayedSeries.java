package dev.nightjar.alerting.ruletest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The series of one test, in memory: what was played so far and what rules recorded. Samples come in order of time. */
final class PlayedSeries implements SampleSink, SeriesReader {
    private final Map<Labels, SampleBuffer> store = new LinkedHashMap<>();

    @Override
    public synchronized IngestResult append(SampleBatch batch) {
        for (int series = 0; series < batch.seriesCount(); series++) {
            Labels labels;
            try {
                labels = LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series));
            } catch (LabelBytes.InvalidLabelsException e) {
                return new IngestResult.Rejected(
                        0,
                        List.of(new Rejection("invalid_label", String.valueOf(e.getMessage()), batch.sampleCount())));
            }
            for (int i = batch.firstSample(series); i < batch.endSample(series); i++) {
                add(
                        labels,
                        batch.timestampMillis(i),
                        Double.longBitsToDouble(batch.valueBits(i)),
                        batch.attachments().histogram(i));
            }
        }
        return new IngestResult.Accepted(batch.sampleCount());
    }

    /** The first sample of a time stays, as in Prometheus. */
    synchronized void add(Labels labels, long timeMillis, double value, @Nullable NativeHistogram histogram) {
        SampleBuffer samples = store.computeIfAbsent(labels, key -> new SampleBuffer(16));
        if (samples.size() > 0 && samples.timestampMillis(samples.size() - 1) >= timeMillis) {
            return;
        }
        if (histogram == null) {
            samples.add(timeMillis, value);
        } else {
            samples.add(timeMillis, histogram);
        }
    }

    @Override
    public synchronized SeriesCursor select(SeriesSelection selection) {
        List<Part> parts = new ArrayList<>();
        store.forEach((labels, samples) -> {
            int from = firstAtOrAfter(samples, selection.range().startMillis());
            int to = selection.range().endMillis() == Long.MAX_VALUE
                    ? samples.size()
                    : firstAtOrAfter(samples, selection.range().endMillis() + 1);
            if (from < to && selection.matches(labels)) {
                parts.add(new Part(labels, samples, from, to));
            }
        });
        return new Cursor(parts.iterator());
    }

    private static int firstAtOrAfter(SampleBuffer samples, long timeMillis) {
        int found = Arrays.binarySearch(samples.timestampsMillis(), 0, samples.size(), timeMillis);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public synchronized List<Labels> series(SeriesSelection selection) {
        List<Labels> found = new ArrayList<>();
        try (SeriesCursor cursor = select(selection)) {
            while (cursor.next()) {
                found.add(cursor.labels());
            }
        }
        return found;
    }

    @Override
    public List<String> labelNames(SeriesSelection selection) {
        TreeSet<String> names = new TreeSet<>();
        series(selection).forEach(labels -> labels.forEach(label -> names.add(label.name())));
        return List.copyOf(names);
    }

    @Override
    public List<String> labelValues(String name, SeriesSelection selection) {
        TreeSet<String> values = new TreeSet<>();
        series(selection).stream().filter(labels -> labels.has(name)).forEach(labels -> values.add(labels.get(name)));
        return List.copyOf(values);
    }

    private record Part(Labels labels, SampleBuffer samples, int from, int to) {}

    private static final class Cursor implements SeriesCursor {
        private final Iterator<Part> rest;
        private @Nullable Part present;

        Cursor(Iterator<Part> rest) {
            this.rest = rest;
        }

        @Override
        public boolean next() {
            present = rest.hasNext() ? rest.next() : null;
            return present != null;
        }

        private Part part() {
            if (present == null) {
                throw new NoSuchElementException("there is no series here");
            }
            return present;
        }

        @Override
        public Labels labels() {
            return part().labels();
        }

        @Override
        public void read(SampleBuffer to) {
            to.addAll(part().samples(), part().from(), part().to());
        }

        @Override
        public void close() {}
    }
}
