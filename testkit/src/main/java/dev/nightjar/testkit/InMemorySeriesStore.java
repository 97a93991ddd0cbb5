package dev.nightjar.testkit;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Label;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The reference of what stores samples and what comes with them: plainly right, nothing else. */
public final class InMemorySeriesStore implements SampleSink, SeriesReader, ExemplarReader, MetadataReader {
    private static final int MOST_EXEMPLAR_CHARACTERS = 128;

    /** Either a number or, if there is one, a native histogram. */
    private record Stored(double value, @Nullable NativeHistogram histogram, long startMillis) {}

    private final TreeMap<Labels, NavigableMap<Long, Stored>> store = new TreeMap<>();
    private final TreeMap<Labels, Set<Exemplar>> exemplars = new TreeMap<>();
    private final TreeMap<String, List<MetricMetadata>> metadata = new TreeMap<>();

    @Override
    public synchronized IngestResult append(SampleBatch batch) {
        List<Labels> labels = new ArrayList<>();
        for (int series = 0; series < batch.seriesCount(); series++) {
            try {
                labels.add(LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series)));
            } catch (LabelBytes.InvalidLabelsException e) {
                return new IngestResult.Rejected(
                        0,
                        List.of(new Rejection("invalid_label", String.valueOf(e.getMessage()), batch.sampleCount())));
            }
        }
        for (int series = 0; series < batch.seriesCount(); series++) {
            NavigableMap<Long, Stored> samples = store.computeIfAbsent(labels.get(series), key -> new TreeMap<>());
            for (int i = batch.firstSample(series); i < batch.endSample(series); i++) {
                samples.put(batch.timestampMillis(i), stored(batch, i));
            }
        }
        for (SampleAttachments.OfSeries of : batch.attachments().exemplars()) {
            Labels series = labels.get(of.series());
            if (!store.getOrDefault(series, new TreeMap<>()).isEmpty() && hasShortLabels(of.exemplar())) {
                exemplars
                        .computeIfAbsent(
                                series,
                                key -> new TreeSet<>(Comparator.comparingLong(Exemplar::timestampMillis)
                                        .thenComparingDouble(Exemplar::value)
                                        .thenComparing(Exemplar::labels)))
                        .add(of.exemplar());
            }
        }
        for (MetricMetadata about : batch.attachments().metadata()) {
            List<MetricMetadata> known = metadata.computeIfAbsent(about.family(), key -> new ArrayList<>());
            known.remove(about);
            known.addFirst(about);
        }
        return new IngestResult.Accepted(batch.sampleCount());
    }

    /** A stale native histogram is the same as a stale number. */
    private static Stored stored(SampleBatch batch, int sample) {
        NativeHistogram histogram = batch.attachments().histogram(sample);
        long start = batch.attachments().startMillis(sample);
        return histogram != null && StaleMarker.is(histogram.sum())
                ? new Stored(StaleMarker.VALUE, null, start)
                : new Stored(Double.longBitsToDouble(batch.valueBits(sample)), histogram, start);
    }

    private static boolean hasShortLabels(Exemplar exemplar) {
        int characters = 0;
        for (Label label : exemplar.labels()) {
            characters += (int) (label.name() + label.value()).codePoints().count();
        }
        return characters <= MOST_EXEMPLAR_CHARACTERS;
    }

    @Override
    public synchronized List<SeriesExemplars> exemplars(SeriesSelection selection) {
        List<SeriesExemplars> found = new ArrayList<>();
        exemplars.forEach((series, all) -> {
            List<Exemplar> inside = all.stream()
                    .filter(exemplar -> selection.range().startMillis() <= exemplar.timestampMillis()
                            && exemplar.timestampMillis() <= selection.range().endMillis())
                    .toList();
            if (selection.matches(series) && !inside.isEmpty()) {
                found.add(new SeriesExemplars(series, inside));
            }
        });
        return found;
    }

    @Override
    public synchronized Map<String, List<MetricMetadata>> metadata(String family) {
        Map<String, List<MetricMetadata>> found = new LinkedHashMap<>();
        metadata.forEach((name, about) -> {
            if (family.isEmpty() || family.equals(name)) {
                found.put(name, List.copyOf(about));
            }
        });
        return found;
    }

    public void put(Labels labels, long timestampMillis, double value) {
        append(SampleBatch.builder()
                .series(labels)
                .sample(timestampMillis, value)
                .build());
    }

    public void put(Labels labels, long timestampMillis, NativeHistogram histogram) {
        append(SampleBatch.builder()
                .series(labels)
                .histogram(timestampMillis, histogram)
                .build());
    }

    @Override
    public synchronized SeriesCursor select(SeriesSelection selection) {
        List<Map.Entry<Labels, NavigableMap<Long, Stored>>> found = new ArrayList<>();
        store.forEach((labels, samples) -> {
            NavigableMap<Long, Stored> inside = within(samples, selection.range());
            if (!inside.isEmpty() && selection.matches(labels)) {
                found.add(Map.entry(labels, new TreeMap<>(inside)));
            }
        });
        return new Cursor(found);
    }

    private static NavigableMap<Long, Stored> within(NavigableMap<Long, Stored> samples, TimeRange range) {
        return samples.subMap(range.startMillis(), true, range.endMillis(), true);
    }

    @Override
    public synchronized List<Labels> series(SeriesSelection selection) {
        return store.entrySet().stream()
                .filter(entry -> selection.matches(entry.getKey())
                        && !within(entry.getValue(), selection.range()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
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
        for (Labels labels : series(selection)) {
            if (labels.has(name)) {
                values.add(labels.get(name));
            }
        }
        return List.copyOf(values);
    }

    private static final class Cursor implements PlacedCursor {
        private final List<Map.Entry<Labels, NavigableMap<Long, Stored>>> series;
        private Map.@Nullable Entry<Labels, NavigableMap<Long, Stored>> present;
        private int next;

        Cursor(List<Map.Entry<Labels, NavigableMap<Long, Stored>>> series) {
            this.series = series;
        }

        @Override
        public int places() {
            return series.size();
        }

        @Override
        public int place() {
            return next;
        }

        @Override
        public void moveTo(int place) {
            next = place;
        }

        @Override
        public boolean nextBefore(int end) {
            present = next < end ? series.get(next++) : null;
            return present != null;
        }

        @Override
        public PlacedCursor twin() {
            return new Cursor(series);
        }

        @Override
        public Labels labels() {
            return Objects.requireNonNull(present).getKey();
        }

        @Override
        public void read(SampleBuffer to) {
            Objects.requireNonNull(present).getValue().forEach((time, stored) -> {
                if (stored.histogram == null) {
                    to.add(time, stored.value);
                } else {
                    to.add(time, stored.histogram);
                }
                if (stored.startMillis != 0) {
                    to.startMillis(to.size() - 1, stored.startMillis);
                }
            });
        }

        @Override
        public void close() {}
    }
}
