package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();
    private static final long YESTERDAY = NOW.minus(Duration.ofDays(1)).toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "node");
    private static final Labels DOWN = Labels.of("__name__", "down", "job", "node");

    @TempDir
    Path directory;

    private Tsdb tsdb;

    @BeforeEach
    void open() {
        tsdb = open(directory.resolve("0"));
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    private static Tsdb open(Path at) {
        return Tsdb.open(at, TsdbConfig.DEFAULTS, new TestingClock(NOW));
    }

    @Test
    void what_is_deleted_is_gone_from_memory_and_disk_at_once() {
        append(UP, YESTERDAY, 1);
        append(DOWN, YESTERDAY, 2);
        tsdb.flush();
        append(UP, NOW_MILLIS, 3);
        append(DOWN, NOW_MILLIS, 4);

        assertThat(delete(TimeRange.ALL, Matcher.equal("__name__", "up"))).isEqualTo(1);

        assertThat(Samples.all(tsdb).keySet()).containsExactly(DOWN);
        assertThat(tsdb.series(Samples.ALL)).containsExactly(DOWN);
        assertThat(tsdb.labelValues("__name__", Samples.ALL)).containsExactly("down");
        assertThat(tsdb.stats().series()).isEqualTo(1);
    }

    @Test
    void of_a_range_only_what_lies_inside_is_deleted_both_ends_included() {
        for (int i = 0; i < 10; i++) {
            append(UP, NOW_MILLIS + i, i);
        }
        delete(new TimeRange(NOW_MILLIS + 3, NOW_MILLIS + 6));

        assertThat(samples(UP).keySet())
                .containsExactly(
                        NOW_MILLIS, NOW_MILLIS + 1, NOW_MILLIS + 2, NOW_MILLIS + 7, NOW_MILLIS + 8, NOW_MILLIS + 9);
    }

    @Test
    void a_series_disappears_from_the_days_on_which_nothing_of_it_is_left() {
        append(UP, YESTERDAY, 1);
        append(DOWN, YESTERDAY, 1);
        append(UP, NOW_MILLIS, 2);
        delete(new TimeRange(0, YESTERDAY), Matcher.equal("__name__", "up"));

        SeriesSelection yesterday = new SeriesSelection(List.of(), new TimeRange(YESTERDAY, YESTERDAY));
        assertThat(tsdb.series(yesterday)).containsExactly(DOWN);
        assertThat(tsdb.labelValues("__name__", yesterday)).containsExactly("down");
        assertThat(Samples.all(tsdb).keySet()).isEqualTo(Set.of(UP, DOWN));
    }

    @Test
    void what_is_written_after_the_deletion_stays_also_at_the_same_times() throws Exception {
        append(UP, NOW_MILLIS, 1);
        append(DOWN, NOW_MILLIS, 1);
        append(DOWN, NOW_MILLIS + 9, 1);
        delete(new TimeRange(0, NOW_MILLIS + 5));
        append(UP, NOW_MILLIS, 5);
        append(DOWN, NOW_MILLIS, 6);

        assertThat(samples(UP)).containsOnly(Map.entry(NOW_MILLIS, 5.0));
        assertThat(samples(DOWN)).containsEntry(NOW_MILLIS, 6.0).containsOnlyKeys(NOW_MILLIS, NOW_MILLIS + 9);
        crash();
        assertThat(samples(UP)).containsOnly(Map.entry(NOW_MILLIS, 5.0));
        assertThat(samples(DOWN)).containsEntry(NOW_MILLIS, 6.0).containsOnlyKeys(NOW_MILLIS, NOW_MILLIS + 9);
    }

    @Test
    void a_value_that_was_written_over_stays_written_over_when_its_neighbours_are_deleted() throws Exception {
        for (int i = 0; i < 5; i++) {
            append(UP, NOW_MILLIS + i, i);
        }
        append(UP, NOW_MILLIS + 3, 33);
        delete(new TimeRange(NOW_MILLIS, NOW_MILLIS + 1));
        assertThat(samples(UP)).containsEntry(NOW_MILLIS + 3, 33.0).hasSize(3);
        crash();
        assertThat(samples(UP)).containsEntry(NOW_MILLIS + 3, 33.0).hasSize(3);
    }

    @Test
    void cleaning_gives_the_space_back_and_is_remembered_until_it_is_done() {
        for (int i = 0; i < 200; i++) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int k = 0; k < 200; k++) {
                batch.series(Labels.of("__name__", i % 2 == 0 ? "debug" : "kept", "k", "" + k))
                        .sample(YESTERDAY + i * 1000L, Math.sqrt(i * 1000 + k));
            }
            tsdb.append(batch.build());
        }
        tsdb.flush();
        delete(TimeRange.ALL, Matcher.equal("__name__", "debug"));
        tsdb.close();
        tsdb = open(directory.resolve("0"));

        assertThat(tsdb.admin().cleanTombstones()).isGreaterThan(100_000);
        assertThat(tsdb.admin().cleanTombstones()).isZero();
        assertThat(Samples.all(tsdb)).hasSize(200);
    }

    @Test
    void nothing_selected_is_nothing_deleted() {
        append(UP, NOW_MILLIS, 1);
        assertThat(delete(TimeRange.ALL, Matcher.equal("job", "none"))).isZero();
        assertThat(delete(new TimeRange(-5, -1))).isZero();
        assertThat(Samples.all(tsdb)).hasSize(1);
    }

    private Map<Long, Double> samples(Labels labels) {
        return Objects.requireNonNull(Samples.all(tsdb).get(labels));
    }

    private long delete(TimeRange range, Matcher... matchers) {
        return tsdb.admin().delete(List.of(new SeriesSelection(List.of(matchers), range)));
    }

    /** Goes on with the files as they are now. */
    private void crash() throws Exception {
        Disks.copy(directory.resolve("0"), directory.resolve("crashed"));
        tsdb.close();
        tsdb = open(directory.resolve("crashed"));
    }

    private void append(Labels labels, long time, double value) {
        assertThat(tsdb.append(
                        SampleBatch.builder().series(labels).sample(time, value).build()))
                .isEqualTo(new IngestResult.Accepted(1));
    }
}
