package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What limits, deletion and retention do to what is more than numbers. */
class AttachmentsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();
    private static final Labels LATENCY = Labels.of("__name__", "latency_seconds");

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(NOW);
    private Tsdb tsdb;

    @BeforeEach
    void open() {
        tsdb = Tsdb.open(directory.resolve("0"), TsdbConfig.DEFAULTS, clock);
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    private static NativeHistogram histogram(int buckets) {
        int[] indices = new int[buckets];
        double[] counts = new double[buckets];
        Arrays.setAll(indices, i -> i);
        Arrays.fill(counts, 1);
        return new NativeHistogram(
                0, ResetHint.UNKNOWN, buckets, 1, 0, 0, HistogramBuckets.of(indices, counts), HistogramBuckets.NONE);
    }

    private void appendTenOfEach() {
        for (int i = 0; i < 10; i++) {
            long time = NOW_MILLIS + i;
            tsdb.append(SampleBatch.builder()
                    .series(LATENCY)
                    .histogram(time, histogram(i + 1))
                    .startedAt(NOW_MILLIS - 5)
                    .exemplar(new Exemplar(Labels.EMPTY, i, time))
                    .build());
        }
    }

    /** The number of buckets of the histograms that are there. */
    private List<Integer> stored() {
        List<Integer> found = new ArrayList<>();
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = tsdb.select(Samples.ALL)) {
            while (cursor.next()) {
                cursor.read(buffer);
            }
        }
        for (int i = 0; i < buffer.size(); i++) {
            NativeHistogram histogram = buffer.histogram(i);
            assertThat(buffer.startMillis(i)).isEqualTo(NOW_MILLIS - 5);
            found.add(histogram == null ? 0 : histogram.positive().size());
        }
        return found;
    }

    private List<Double> exemplars() {
        return tsdb.exemplars(Samples.ALL).stream()
                .map(SeriesExemplars::exemplars)
                .flatMap(List::stream)
                .map(Exemplar::value)
                .toList();
    }

    @Test
    void histograms_that_were_sealed_while_numbers_of_their_series_were_not_are_seen_in_a_short_range() {
        long first = NOW_MILLIS - 2_000_000;
        tsdb.append(SampleBatch.builder().series(LATENCY).sample(first, 1).build());
        SampleBatch.Builder many = SampleBatch.builder().series(LATENCY);
        for (int i = 1; i <= 1000; i++) {
            many.histogram(first + i * 1000L, histogram(2));
        }
        tsdb.append(many.build());
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor =
                tsdb.select(new SeriesSelection(List.of(), new TimeRange(first + 500, NOW_MILLIS)))) {
            while (cursor.next()) {
                cursor.read(buffer);
            }
        }
        assertThat(buffer.size()).isEqualTo(1000);
    }

    @Test
    void histograms_and_exemplars_of_a_range_are_deleted_and_stay_deleted() throws Exception {
        appendTenOfEach();
        tsdb.admin().delete(List.of(new SeriesSelection(List.of(), new TimeRange(NOW_MILLIS + 3, NOW_MILLIS + 6))));

        for (int copy = 1; copy < 4; copy++) {
            assertThat(stored()).containsExactly(1, 2, 3, 8, 9, 10);
            assertThat(exemplars()).containsExactly(0.0, 1.0, 2.0, 7.0, 8.0, 9.0);
            Path left = directory.resolve("" + (copy - 1));
            Path next = directory.resolve("" + copy);
            Disks.copy(left, next);
            tsdb.close();
            tsdb = Tsdb.open(next, TsdbConfig.DEFAULTS, clock);
            if (copy == 2) {
                tsdb.flush();
            }
        }
    }

    @Test
    void a_deleted_series_takes_its_histograms_and_exemplars_along() {
        appendTenOfEach();
        tsdb.admin().delete(List.of(Samples.ALL));

        assertThat(stored()).isEmpty();
        assertThat(exemplars()).isEmpty();
        appendTenOfEach();
        assertThat(stored()).hasSize(10);
    }

    @Test
    void what_is_older_than_the_retention_goes_by_whole_days() throws Exception {
        appendTenOfEach();
        tsdb.append(SampleBatch.builder()
                .metadata(new MetricMetadata("latency_seconds", MetricMetadata.Type.HISTOGRAM, "", ""))
                .build());
        clock.advance(Duration.ofDays(17));
        tsdb.keepUp();

        assertThat(stored()).isEmpty();
        assertThat(exemplars()).isEmpty();
        assertThat(tsdb.metadata("")).isEmpty();
    }

    @Test
    void a_histogram_with_very_many_buckets_is_refused() {
        assertThat(tsdb.append(SampleBatch.builder()
                        .series(LATENCY)
                        .histogram(NOW_MILLIS, histogram(10_001))
                        .histogram(NOW_MILLIS + 1, histogram(10_000))
                        .startedAt(NOW_MILLIS - 5)
                        .build()))
                .isEqualTo(new IngestResult.Rejected(
                        1,
                        List.of(new Rejection(
                                "histogram_too_large",
                                "1 native histograms have more than 10000 buckets: lower the resolution (schema) at the"
                                        + " sender",
                                1))));
        assertThat(stored()).containsExactly(10_000);
        assertThat(tsdb.stats().histograms()).isEqualTo(1);
    }

    @Test
    void exemplars_outside_the_limits_are_counted_and_refuse_nothing() {
        long old = NOW.minus(Duration.ofDays(16)).toEpochMilli();
        assertThat(tsdb.append(SampleBatch.builder()
                        .series(LATENCY)
                        .sample(NOW_MILLIS, 1)
                        .exemplar(new Exemplar(Labels.EMPTY, 1, old))
                        .exemplar(new Exemplar(Labels.EMPTY, 2, NOW_MILLIS))
                        .build()))
                .isEqualTo(new IngestResult.Accepted(1));
        assertThat(exemplars()).containsExactly(2.0);
        assertThat(tsdb.stats().exemplars()).isEqualTo(1);
        assertThat(tsdb.stats().exemplarsDropped()).isEqualTo(1);
    }

    @Test
    void metadata_is_bounded_in_its_texts_and_entries() {
        String help = "h".repeat(5000);
        for (int i = 0; i < 10; i++) {
            tsdb.append(SampleBatch.builder()
                    .metadata(new MetricMetadata("m", MetricMetadata.Type.GAUGE, i + help, ""))
                    .build());
        }

        List<MetricMetadata> known = tsdb.metadata("m").get("m");
        assertThat(known).hasSize(8);
        assertThat(known).allSatisfy(about -> assertThat(about.help()).hasSize(4096));
        assertThat(known).element(0).satisfies(about -> assertThat(about.help()).startsWith("9h"));
    }
}
