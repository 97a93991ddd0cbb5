package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private Tsdb tsdb;
    private long time = NOW.toEpochMilli() - 100_000;

    @BeforeEach
    void open() {
        tsdb = Tsdb.open(directory, TsdbConfig.DEFAULTS, new TestingClock(NOW));
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    private void open(SeriesLimits limits) {
        tsdb.close();
        tsdb = Tsdb.open(directory, TsdbConfig.DEFAULTS.withSeries(limits), new TestingClock(NOW));
    }

    @Test
    void a_metric_with_too_many_series_gets_no_more_and_the_others_go_on() {
        open(new SeriesLimits(100, 3, 0));
        append(labels("leak", "a", 0), labels("leak", "a", 1));

        IngestResult result = append(labels("leak", "a", 2), labels("leak", "b", 3), labels("fine", "b", 3));

        assertThat(result)
                .isEqualTo(new IngestResult.Rejected(
                        2,
                        List.of(new Rejection(
                                "metric_series_limit",
                                "new series of metric leak are refused since it has 3 (metrics.maxSeriesPerMetric):"
                                        + " drop labels with many values, or raise the limit",
                                1))));
        assertThat(append(labels("leak", "a", 0), labels("leak", "a", 2))).isEqualTo(new IngestResult.Accepted(2));
        assertThat(tsdb.refused()).containsExactly(new RefusedSamples("metric_series_limit", "leak", 1));
    }

    @Test
    void a_source_with_too_many_series_is_named_by_its_job_or_else_by_its_instance() {
        open(new SeriesLimits(100, 0, 2));
        Labels byInstance = Labels.of("__name__", "up", "instance", "host:1");
        append(labels("m", "api", 0), labels("n", "api", 0), byInstance, byInstance.with("x", "1"));

        assertThat(append(labels("o", "api", 0), byInstance.with("x", "2"), Labels.of("__name__", "free", "x", "1")))
                .isInstanceOfSatisfying(IngestResult.Rejected.class, rejected -> {
                    assertThat(rejected.accepted()).isEqualTo(1);
                    assertThat(rejected.reasons())
                            .containsExactly(new Rejection(
                                    "source_series_limit",
                                    "new series from job=api are refused since it sends 2 (metrics.maxSeriesPerSource):"
                                            + " drop labels with many values, or raise the limit",
                                    2));
                });
        assertThat(tsdb.refused())
                .containsExactly(
                        new RefusedSamples("source_series_limit", "instance=host:1", 1),
                        new RefusedSamples("source_series_limit", "job=api", 1));
    }

    @Test
    void a_deleted_series_makes_room() {
        open(new SeriesLimits(100, 1, 0));
        append(labels("m", "a", 0));
        assertThat(append(labels("m", "a", 1))).isInstanceOf(IngestResult.Rejected.class);
        tsdb.admin().delete(List.of(Samples.ALL));
        assertThat(append(labels("m", "a", 1))).isEqualTo(new IngestResult.Accepted(1));
    }

    @Test
    void limits_that_let_nothing_in_are_refused() {
        assertThatThrownBy(() -> new SeriesLimits(1, -2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the series of a metric or a source are limited to -2, must be at least 1, or 0 for no limit");
    }

    private IngestResult append(Labels... series) {
        SampleBatch.Builder batch = SampleBatch.builder();
        time += 1000;
        for (Labels labels : series) {
            batch.series(labels).sample(time, 1);
        }
        return tsdb.append(batch.build());
    }

    private static Labels labels(String metric, String job, int i) {
        return Labels.of("__name__", metric, "job", job, "i", "" + i);
    }
}
