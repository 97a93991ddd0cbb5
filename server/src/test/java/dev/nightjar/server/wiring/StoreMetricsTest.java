package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.tsdb.SeriesLimits;
import dev.nightjar.tsdb.Tsdb;
import dev.nightjar.tsdb.TsdbConfig;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void who_is_over_a_limit_is_named() {
        try (Tsdb tsdb = Tsdb.open(
                directory, TsdbConfig.DEFAULTS.withSeries(new SeriesLimits(9, 1, 0)), new TestingClock(NOW))) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int i = 0; i < 3; i++) {
                batch.series(Labels.of("__name__", "le\"ak", "i", "" + i)).sample(NOW.toEpochMilli(), 1);
            }
            tsdb.append(batch.build());

            assertThat(new StoreMetrics(tsdb).expose().lines())
                    .contains(
                            "# TYPE nightjar_tsdb_samples_refused_total counter",
                            "nightjar_tsdb_samples_refused_total{limit=\"metric_series_limit\",name=\"le\\\"ak\"} 2",
                            "nightjar_tsdb_retention_freed_bytes_total{rule=\"everything\"} 0");
        }
    }
}
