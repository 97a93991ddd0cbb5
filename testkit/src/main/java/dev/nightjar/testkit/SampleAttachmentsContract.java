package dev.nightjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store of samples must do with what comes along with numbers: native histograms, start times, exemplars,
 * metadata. A subclass per implementation.
 */
public abstract class SampleAttachmentsContract {
    /** What a store's clock shows, if it has one. Samples of the contract lie in the twelve hours before. */
    protected static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    protected static final long START = NOW.minusSeconds(6 * 3600).toEpochMilli();
    private static final Labels LATENCY = Labels.of("__name__", "latency_seconds", "job", "api");
    private static final Labels REQUESTS = Labels.of("__name__", "requests_total", "job", "api");
    private static final SeriesSelection ALL = new SeriesSelection(List.of(), TimeRange.ALL);

    /** A store under test: all ports of one thing. */
    public record Store(SampleSink sink, SeriesReader reader, ExemplarReader exemplars, MetadataReader metadata) {}

    /** One sample as it is read back. */
    private record Read(long bits, String histogram, long startMillis) {}

    private Store store = inMemory();

    private static Store inMemory() {
        InMemorySeriesStore memory = new InMemorySeriesStore();
        return new Store(memory, memory, memory, memory);
    }

    /** A new, empty store. */
    protected abstract Store open() throws Exception;

    /** The same store after its process died without a word and was started again; the default is one that never dies. */
    protected Store crashAndResume(Store before) throws Exception {
        return before;
    }

    /** Brings what is stored to another form, where there is one: answers must not change. */
    protected void settle(Store present) throws Exception {}

    protected void close(Store present) throws Exception {}

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() throws Exception {
        close(store);
    }

    /** Something to be true at once, in the other form, and after a crash in both. */
    private interface Check {
        void check() throws Exception;
    }

    private void inEveryForm(Check check) throws Exception {
        check.check();
        store = crashAndResume(store);
        check.check();
        settle(store);
        check.check();
        store = crashAndResume(store);
        check.check();
    }

    @Test
    void a_native_histogram_comes_back_as_it_was() throws Exception {
        List<NativeHistogram> odd = List.of(
                histogram(0, ResetHint.UNKNOWN, 6, 18.4, buckets(-3, 1, 0, 3), buckets(2, 2)),
                histogram(8, ResetHint.RESET, 0, 0, HistogramBuckets.NONE, HistogramBuckets.NONE),
                histogram(-4, ResetHint.NO_RESET, 0.75, Double.NaN, buckets(1, 0.25, 70, 0.5), HistogramBuckets.NONE),
                histogram(-4, ResetHint.GAUGE, 9e18, Double.NEGATIVE_INFINITY, buckets(1, 9e18), buckets(-9, 0.1)),
                histogram(3, ResetHint.UNKNOWN, Double.NaN, -0.0, buckets(-1, Double.NaN), HistogramBuckets.NONE),
                NativeHistogram.withBounds(
                        new double[] {0.1, 0.5, 1}, ResetHint.UNKNOWN, 7, 3.5, buckets(0, 1, 1, 4, 3, 2)),
                NativeHistogram.withBounds(new double[0], ResetHint.NO_RESET, 2, 3, buckets(0, 2)));
        SampleBatch.Builder batch = SampleBatch.builder().series(LATENCY);
        TreeMap<Long, Read> expected = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            NativeHistogram one = odd.get(i % odd.size());
            batch.histogram(START + i * 1000L, one);
            expected.put(START + i * 1000L, read(one));
        }
        accept(batch);

        inEveryForm(() -> assertThat(read(LATENCY)).isEqualTo(expected));
    }

    @Test
    void numbers_and_histograms_of_one_series_lie_in_the_order_of_time() throws Exception {
        NativeHistogram one = histogram(2, ResetHint.UNKNOWN, 1, 1, buckets(1, 1), HistogramBuckets.NONE);
        SampleBatch.Builder batch = SampleBatch.builder().series(LATENCY);
        TreeMap<Long, Read> expected = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            if (i % 5 < 2) {
                batch.sample(START + i, i);
                expected.put(START + i, new Read(Double.doubleToRawLongBits(i), "", 0));
            } else {
                batch.histogram(START + i, one);
                expected.put(START + i, read(one));
            }
        }
        accept(batch);

        inEveryForm(() -> assertThat(read(LATENCY)).isEqualTo(expected));
    }

    @Test
    void of_a_number_and_a_histogram_at_one_time_the_later_write_stays() throws Exception {
        NativeHistogram one = histogram(2, ResetHint.UNKNOWN, 1, 1, buckets(1, 1), HistogramBuckets.NONE);
        accept(SampleBatch.builder()
                .series(LATENCY)
                .histogram(START, one)
                .series(REQUESTS)
                .sample(START, 4));
        accept(SampleBatch.builder()
                .series(LATENCY)
                .sample(START, 5)
                .series(REQUESTS)
                .histogram(START, one));
        assertThat(read(LATENCY)).containsOnly(Map.entry(START, new Read(bits(5), "", 0)));
        settle(store);
        accept(SampleBatch.builder()
                .series(LATENCY)
                .histogram(START, one)
                .series(REQUESTS)
                .sample(START, 4));

        inEveryForm(() -> {
            assertThat(read(LATENCY)).containsOnly(Map.entry(START, read(one)));
            assertThat(read(REQUESTS)).containsOnly(Map.entry(START, new Read(bits(4), "", 0)));
        });
    }

    @Test
    void histograms_may_come_late_and_twice() throws Exception {
        RandomHistograms histograms = new RandomHistograms(new Random(4));
        List<Integer> order = new ArrayList<>();
        List<NativeHistogram> sent = new ArrayList<>();
        TreeMap<Long, Read> expected = new TreeMap<>();
        for (int i = 0; i < 700; i++) {
            order.add(i);
            sent.add(histograms.next());
            expected.put(START + 7000L * i, read(sent.get(i)));
        }
        Collections.shuffle(order, new Random(5));
        for (int i : order) {
            SampleBatch batch = SampleBatch.builder()
                    .series(LATENCY)
                    .histogram(START + 7000L * i, sent.get(i))
                    .build();
            accept(batch);
            accept(batch);
            if (i == 300) {
                settle(store);
            }
        }

        inEveryForm(() -> assertThat(read(LATENCY)).isEqualTo(expected));
    }

    @Test
    void a_stale_histogram_is_a_stale_marker_like_any_other() throws Exception {
        NativeHistogram one = histogram(2, ResetHint.UNKNOWN, 1, 1, buckets(1, 1), HistogramBuckets.NONE);
        NativeHistogram stale =
                histogram(0, ResetHint.UNKNOWN, 0, StaleMarker.VALUE, HistogramBuckets.NONE, HistogramBuckets.NONE);
        accept(SampleBatch.builder()
                .series(LATENCY)
                .histogram(START, one)
                .histogram(START + 1, stale)
                .histogram(START + 2, one));

        inEveryForm(() -> assertThat(read(LATENCY))
                .containsExactly(
                        Map.entry(START, read(one)),
                        Map.entry(START + 1, new Read(StaleMarker.BITS, "", 0)),
                        Map.entry(START + 2, read(one))));
    }

    @Test
    void start_times_come_back_with_their_samples() throws Exception {
        NativeHistogram one = histogram(2, ResetHint.UNKNOWN, 1, 1, buckets(1, 1), HistogramBuckets.NONE);
        TreeMap<Long, Read> expected = new TreeMap<>();
        TreeMap<Long, Read> plain = new TreeMap<>();
        for (int i = 0; i < 900; i++) {
            long start = i % 300 < 20 ? 0 : START - 77_777 + i / 130 * 1000L;
            SampleBatch.Builder batch = SampleBatch.builder().series(REQUESTS).sample(START + i * 1000L, i);
            if (start != 0) {
                batch.startedAt(start);
            }
            expected.put(START + i * 1000L, new Read(bits(i), "", start));
            accept(batch);
            if (i % 3 == 0) {
                accept(SampleBatch.builder()
                        .series(LATENCY)
                        .histogram(START + i * 1000L, one)
                        .startedAt(START - 5));
                plain.put(START + i * 1000L, new Read(read(one).bits, read(one).histogram, START - 5));
            }
        }
        accept(SampleBatch.builder().series(REQUESTS).sample(START + 500, -1).startedAt(9));
        expected.put(START + 500, new Read(bits(-1), "", 9));

        inEveryForm(() -> {
            assertThat(read(REQUESTS)).isEqualTo(expected);
            assertThat(read(LATENCY)).isEqualTo(plain);
        });
    }

    @Test
    void exemplars_are_kept_once_each_and_found_by_series_and_time() throws Exception {
        Exemplar first = new Exemplar(Labels.of("trace_id", "a1"), 0.3, START + 1);
        Exemplar second = new Exemplar(Labels.EMPTY, 0.4, START + 1);
        Exemplar third = new Exemplar(Labels.of("trace_id", "größe"), Double.POSITIVE_INFINITY, START + 9000);
        for (int i = 0; i < 2; i++) {
            accept(SampleBatch.builder()
                    .series(REQUESTS)
                    .sample(START, 1)
                    .exemplar(first)
                    .exemplar(second)
                    .series(LATENCY)
                    .sample(START, 1));
        }
        accept(SampleBatch.builder()
                .series(LATENCY)
                .exemplar(third)
                .series(REQUESTS)
                .exemplar(third));

        inEveryForm(() -> {
            assertThat(store.exemplars().exemplars(ALL))
                    .containsExactly(
                            new SeriesExemplars(LATENCY, List.of(third)),
                            new SeriesExemplars(REQUESTS, List.of(first, second, third)));
            assertThat(store.exemplars()
                            .exemplars(new SeriesSelection(
                                    List.of(Matcher.equal("__name__", "requests_total")),
                                    new TimeRange(START + 1, START + 8999))))
                    .containsExactly(new SeriesExemplars(REQUESTS, List.of(first, second)));
            assertThat(store.exemplars()
                            .exemplars(new SeriesSelection(List.of(), new TimeRange(START + 2, START + 8999))))
                    .isEmpty();
        });
    }

    @Test
    void an_exemplar_with_long_labels_or_without_a_series_is_left_out() throws Exception {
        Exemplar longest = new Exemplar(Labels.of("trace_id", "ä".repeat(120)), 1, START);
        Exemplar longer = new Exemplar(Labels.of("trace_id", "ä".repeat(121)), 2, START);
        accept(SampleBatch.builder()
                .series(REQUESTS)
                .sample(START, 1)
                .exemplar(longest)
                .exemplar(longer)
                .series(LATENCY)
                .exemplar(longest));

        inEveryForm(() -> assertThat(store.exemplars().exemplars(ALL))
                .containsExactly(new SeriesExemplars(REQUESTS, List.of(longest))));
    }

    @Test
    void of_what_senders_say_about_a_metric_the_newest_comes_first() throws Exception {
        MetricMetadata counter =
                new MetricMetadata("requests_total", MetricMetadata.Type.COUNTER, "Requests, größtenteils.", "");
        MetricMetadata gauge =
                new MetricMetadata("requests_total", MetricMetadata.Type.GAUGE, "Open ones.", "requests");
        MetricMetadata other =
                new MetricMetadata("latency_seconds", MetricMetadata.Type.GAUGE_HISTOGRAM, "", "seconds");
        accept(SampleBatch.builder().metadata(counter).metadata(other));
        accept(SampleBatch.builder().metadata(gauge));
        accept(SampleBatch.builder().metadata(gauge));
        inEveryForm(() -> {
            assertThat(store.metadata().metadata("requests_total"))
                    .containsExactly(Map.entry("requests_total", List.of(gauge, counter)));
            assertThat(store.metadata().metadata("").keySet()).containsExactly("latency_seconds", "requests_total");
            assertThat(store.metadata().metadata("nothing")).isEmpty();
        });
        accept(SampleBatch.builder().metadata(counter));

        inEveryForm(() -> assertThat(store.metadata().metadata("requests_total"))
                .containsExactly(Map.entry("requests_total", List.of(counter, gauge))));
    }

    /** Everything at once, at random, against the reference. */
    @Test
    void nothing_acknowledged_is_lost_doubled_or_changed_by_crashes() throws Exception {
        Random random = new Random(6);
        Store reference = inMemory();
        RandomHistograms[] histograms = new RandomHistograms[8];
        for (int s = 0; s < histograms.length; s++) {
            histograms[s] = new RandomHistograms(random);
        }
        for (int round = 0; round < 3; round++) {
            for (int step = 0; step < 120; step++) {
                SampleBatch batch = randomBatch(random, histograms, round * 120 + step);
                accept(batch);
                accept(reference, batch);
                if (random.nextInt(4) == 0) {
                    accept(batch);
                }
                if (step == 90 && round == 1) {
                    settle(store);
                }
            }
            store = crashAndResume(store);
            assertSameAs(reference);
        }
        settle(store);
        assertSameAs(reference);
    }

    private static SampleBatch randomBatch(Random random, RandomHistograms[] histograms, int step) {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int s = 0; s < histograms.length; s++) {
            batch.series(Labels.of("__name__", "m" + s % 3, "s", "" + s));
            long time = START + step * 15_000L - (random.nextInt(12) == 0 ? 15_000L * random.nextInt(30) : 0);
            boolean number = s == 0 || random.nextInt(s < 4 ? 12 : 2) == 0;
            if (number) {
                batch.sample(time, random.nextInt(50) == 0 ? StaleMarker.VALUE : step);
            } else {
                batch.histogram(time, histograms[s].next());
            }
            if (s % 2 == 1 && random.nextInt(30) != 0) {
                batch.startedAt(START - 1000L * (step / 50));
            }
            if (random.nextInt(5) == 0) {
                batch.exemplar(new Exemplar(Labels.of("trace_id", "" + random.nextInt()), step, time - 3));
            }
        }
        if (random.nextInt(4) == 0) {
            batch.metadata(new MetricMetadata(
                    "m" + random.nextInt(3), MetricMetadata.Type.COUNTER, "help " + random.nextInt(3), ""));
        }
        return batch.build();
    }

    private void assertSameAs(Store reference) {
        assertThat(contents(store)).isEqualTo(contents(reference));
        assertThat(store.exemplars().exemplars(ALL))
                .isEqualTo(reference.exemplars().exemplars(ALL));
        assertThat(store.metadata().metadata("")).isEqualTo(reference.metadata().metadata(""));
    }

    private void accept(SampleBatch.Builder batch) {
        accept(batch.build());
    }

    private void accept(SampleBatch batch) {
        accept(store, batch);
    }

    private static void accept(Store to, SampleBatch batch) {
        assertThat(to.sink().append(batch)).isEqualTo(new IngestResult.Accepted(batch.sampleCount()));
    }

    private Map<Long, Read> read(Labels labels) {
        return contents(store).getOrDefault(labels, new TreeMap<>());
    }

    /** Everything that is stored; fails on times that do not rise. */
    private static Map<Labels, Map<Long, Read>> contents(Store of) {
        Map<Labels, Map<Long, Read>> found = new TreeMap<>();
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = of.reader().select(ALL)) {
            while (cursor.next()) {
                buffer.clear();
                cursor.read(buffer);
                TreeMap<Long, Read> samples = new TreeMap<>();
                for (int i = 0; i < buffer.size(); i++) {
                    assertThat(samples.isEmpty() || samples.lastKey() < buffer.timestampMillis(i))
                            .as("time %s rises", i)
                            .isTrue();
                    NativeHistogram histogram = buffer.histogram(i);
                    samples.put(
                            buffer.timestampMillis(i),
                            new Read(
                                    bits(buffer.value(i)),
                                    histogram == null ? "" : histogram.toString(),
                                    buffer.startMillis(i)));
                }
                found.put(cursor.labels(), samples);
            }
        }
        return found;
    }

    private static Read read(NativeHistogram histogram) {
        return new Read(StaleMarker.NORMAL_NAN_BITS, histogram.toString(), 0);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static NativeHistogram histogram(
            int schema,
            ResetHint hint,
            double count,
            double sum,
            HistogramBuckets positive,
            HistogramBuckets negative) {
        return new NativeHistogram(schema, hint, count, sum, 1e-128, 0.5, positive, negative);
    }

    /** Index and count, in turn. */
    private static HistogramBuckets buckets(double... pairs) {
        int[] indices = new int[pairs.length / 2];
        double[] counts = new double[pairs.length / 2];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) pairs[2 * i];
            counts[i] = pairs[2 * i + 1];
        }
        return HistogramBuckets.of(indices, counts);
    }
}
