package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesStatistics;
import dev.nightjar.model.SeriesStatistics.Count;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardinalityTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();

    @TempDir
    Path directory;

    private Tsdb tsdb;

    @BeforeEach
    void open() {
        tsdb = Tsdb.open(directory, TsdbConfig.DEFAULTS, new TestingClock(NOW));
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    @Test
    void series_are_counted_by_metric_label_pair_and_source() {
        for (int i = 0; i < 3; i++) {
            add(NOW_MILLIS - 60_000, "__name__", "requests", "path", "/" + i, "job", "web");
        }
        add(NOW_MILLIS, "__name__", "up", "job", "web", "instance", "a");
        add(NOW_MILLIS, "__name__", "up", "instance", "b");
        add(NOW_MILLIS, "__name__", "up");

        SeriesStatistics found = tsdb.admin().statistics(10);

        assertThat(found.active()).isEqualTo(6);
        assertThat(found.known()).isEqualTo(6);
        assertThat(found.labelPairs()).isEqualTo(8);
        assertThat(found.openChunks()).isEqualTo(6);
        assertThat(found.oldestMillis()).isEqualTo(NOW_MILLIS - 60_000);
        assertThat(found.newestMillis()).isEqualTo(NOW_MILLIS);
        assertThat(found.seriesByMetric()).containsExactly(new Count("requests", 3), new Count("up", 3));
        assertThat(found.valuesByLabel())
                .containsExactly(
                        new Count("path", 3), new Count("__name__", 2), new Count("instance", 2), new Count("job", 1));
        assertThat(found.seriesByPair())
                .startsWith(new Count("job=web", 4), new Count("__name__=requests", 3), new Count("__name__=up", 3));
        assertThat(found.seriesBySource())
                .containsExactly(
                        new Count("job=web", 4), new Count("(no job, no instance)", 1), new Count("instance=b", 1));
        assertThat(found.bytesByLabel().getFirst().name()).isEqualTo("__name__");
    }

    @Test
    void a_list_holds_only_the_largest_and_only_what_was_active_lately() {
        long before = NOW.minus(Duration.ofDays(3)).toEpochMilli();
        for (int i = 0; i < 4; i++) {
            add(before, "__name__", "old", "i", "" + i);
        }
        for (int metric = 0; metric < 5; metric++) {
            for (int i = 0; i <= metric; i++) {
                add(NOW_MILLIS, "__name__", "m" + metric, "i", "" + i);
            }
        }

        SeriesStatistics found = tsdb.admin().statistics(2);

        assertThat(found.known()).isEqualTo(19);
        assertThat(found.active()).isEqualTo(15);
        assertThat(found.seriesByMetric()).containsExactly(new Count("m4", 5), new Count("m3", 4));
        assertThat(tsdb.admin().statistics(0).seriesByMetric()).isEmpty();
    }

    private void add(long time, String... labels) {
        tsdb.append(
                SampleBatch.builder().series(Labels.of(labels)).sample(time, 1).build());
    }
}
