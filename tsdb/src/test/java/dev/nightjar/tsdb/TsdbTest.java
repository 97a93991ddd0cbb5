package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsdbTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "node");
    private static final SeriesSelection ALL = new SeriesSelection(List.of(), TimeRange.ALL);

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(NOW);
    private Tsdb tsdb;
    private boolean open;

    @BeforeEach
    void open() {
        reopen(TsdbConfig.DEFAULTS.withMaxSeries(3));
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    private void reopen(TsdbConfig config) {
        if (open) {
            tsdb.close();
        }
        tsdb = Tsdb.open(directory, config, clock);
        open = true;
    }

    @Test
    void times_outside_the_limits_are_refused_and_the_rest_is_stored() {
        long old = NOW.minus(Duration.ofDays(16)).toEpochMilli();
        IngestResult result = tsdb.append(SampleBatch.builder()
                .series(UP)
                .sample(old, 1)
                .sample(NOW_MILLIS, 2)
                .sample(NOW_MILLIS + 601_000, 3)
                .build());

        assertThat(result)
                .isEqualTo(new IngestResult.Rejected(
                        1,
                        List.of(
                                new Rejection(
                                        "too_old",
                                        "1 samples, one of them of up{job=\"node\"}, are older than the retention allows"
                                                + " (2026-11-05T12:00:00Z): send them earlier or keep samples longer",
                                        1),
                                new Rejection(
                                        "too_new",
                                        "1 samples, one of them of up{job=\"node\"}, are further in the future than allowed"
                                                + " (2026-11-20T12:10:00Z): check the sender's clock and its unit,"
                                                + " milliseconds",
                                        1))));
        assertThat(times(UP)).containsExactly(NOW_MILLIS);
    }

    @Test
    void beyond_the_limit_only_new_series_are_refused_and_the_metric_is_named() {
        for (int i = 0; i < 3; i++) {
            append(Labels.of("__name__", "m", "i", "" + i), NOW_MILLIS, 1);
        }
        IngestResult result = tsdb.append(SampleBatch.builder()
                .series(Labels.of("__name__", "leak", "id", "x"))
                .sample(NOW_MILLIS, 1)
                .series(Labels.of("__name__", "m", "i", "0"))
                .sample(NOW_MILLIS + 1, 1)
                .build());

        assertThat(result).isInstanceOfSatisfying(IngestResult.Rejected.class, rejected -> {
            assertThat(rejected.accepted()).isEqualTo(1);
            assertThat(rejected.reasons())
                    .containsExactly(new Rejection(
                            "series_limit",
                            "new series are refused since there are 3 (metrics.maxSeries), most of them of metric leak"
                                    + " from (no job, no instance): drop labels with many values, or raise the limit",
                            1));
        });
        assertThat(times(Labels.of("__name__", "m", "i", "0"))).containsExactly(NOW_MILLIS, NOW_MILLIS + 1);
        assertThat(tsdb.stats().samplesRejected()).isEqualTo(1);
    }

    @Test
    void a_series_without_a_metric_name_is_refused() {
        assertThat(tsdb.append(SampleBatch.builder()
                        .series(Labels.of("job", "node"))
                        .sample(NOW_MILLIS, 1)
                        .build()))
                .isEqualTo(new IngestResult.Rejected(
                        0,
                        List.of(new Rejection(
                                "invalid_label",
                                "series 0 of the batch: series {job=\"node\"} has no metric name (label __name__)."
                                        + " Nothing of the batch is stored.",
                                1))));
    }

    @Test
    void silent_series_are_sealed_and_stay_readable() throws Exception {
        append(UP, NOW_MILLIS, 1);
        clock.advance(Duration.ofHours(3));
        tsdb.tend();
        assertThat(tsdb.stats().chunksSealed()).isEqualTo(1);
        append(UP, NOW_MILLIS + 5, 2);

        assertThat(times(UP)).containsExactly(NOW_MILLIS, NOW_MILLIS + 5);
    }

    @Test
    void a_long_log_becomes_a_checkpoint_and_restarts_find_everything() throws Exception {
        TsdbConfig config = TsdbConfig.DEFAULTS.withMaxLogBytes(1 << 20);
        reopen(config);
        Labels[] labels = new Labels[200];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Labels.of("__name__", "m" + i % 3, "i", "" + i);
        }
        int steps = 800;
        for (int step = 0; step < steps; step++) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int i = 0; i < labels.length; i++) {
                batch.series(labels[i]).sample(NOW_MILLIS - (steps - step) * 10_000L, step * (i + 1));
            }
            tsdb.append(batch.build());
            if (step % 100 == 0) {
                tsdb.tend();
            }
        }
        assertThat(tsdb.stats().checkpoints()).isPositive();
        assertThat(tsdb.stats().logBytes()).isLessThan(3 << 20);
        reopen(config);

        assertThat(times(labels[77])).hasSize(steps);
        assertThat(tsdb.labelValues("__name__", ALL)).containsExactly("m0", "m1", "m2");
    }

    @Test
    void a_log_that_grows_slowly_is_kept_shorter_so_that_less_is_replayed() throws Exception {
        reopen(TsdbConfig.DEFAULTS.withMaxLogBytes(2 << 20));
        tsdb.tend();
        long quarter = 512 << 10;
        int count = 60_000;
        SampleBatch.Builder batch = SampleBatch.builder().series(UP);
        for (int i = count; i > 0; i--) {
            batch.sample(NOW_MILLIS - i * 1_000L, i);
        }
        tsdb.append(batch.build());
        assertThat(tsdb.stats().logBytes()).isBetween(quarter, 4 * quarter);
        clock.advance(Duration.ofSeconds(3));
        tsdb.tend();
        assertThat(tsdb.stats().checkpoints()).as("after so much at once").isZero();
        clock.advance(Duration.ofSeconds(3));
        tsdb.tend();
        assertThat(tsdb.stats().checkpoints()).as("after a pause").isEqualTo(1);
        assertThat(tsdb.stats().logBytes()).isLessThan(quarter / 4);
        reopen(TsdbConfig.DEFAULTS);
        assertThat(times(UP)).hasSize(count);
    }

    @Test
    void chunks_end_with_the_day_and_old_days_are_dropped_with_their_series() throws Exception {
        long yesterday = NOW.minus(Duration.ofDays(1)).toEpochMilli();
        append(UP, yesterday, 1);
        append(Labels.of("__name__", "gone"), yesterday, 1);
        append(UP, NOW_MILLIS, 2);
        tsdb.flush();
        assertThat(times(UP)).containsExactly(yesterday, NOW_MILLIS);
        clock.advance(Duration.ofDays(15));
        tsdb.keepUp();

        assertThat(times(UP)).containsExactly(NOW_MILLIS);
        assertThat(tsdb.series(ALL)).containsExactly(UP);
        assertThat(tsdb.stats().series()).isEqualTo(1);
        reopen(TsdbConfig.DEFAULTS);
        assertThat(tsdb.series(ALL)).containsExactly(UP);
    }

    @Test
    void a_cursor_says_how_many_sealed_chunks_it_opened() {
        append(UP, NOW.minus(Duration.ofDays(1)).toEpochMilli(), 1);
        append(UP, NOW_MILLIS, 2);
        tsdb.flush();
        append(UP, NOW_MILLIS + 1000, 3);

        try (SeriesCursor cursor = tsdb.select(ALL)) {
            assertThat(cursor.chunksRead()).isZero();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.chunksRead()).isEqualTo(2);
        }
    }

    @Test
    void what_nobody_waits_for_can_be_read_at_once_and_is_there_after_a_restart() {
        for (int i = 0; i < 5; i++) {
            IngestResult result = tsdb.appendWithoutWaiting(
                    SampleBatch.builder().series(UP).sample(NOW_MILLIS + i, i).build());
            assertThat(result).isEqualTo(new IngestResult.Accepted(1));
        }
        assertThat(times(UP)).hasSize(5);
        reopen(TsdbConfig.DEFAULTS);
        assertThat(times(UP)).hasSize(5);
    }

    @Test
    void what_is_waited_for_takes_along_what_came_before_it() throws Exception {
        tsdb.appendWithoutWaiting(
                SampleBatch.builder().series(UP).sample(NOW_MILLIS, 1).build());
        append(UP, NOW_MILLIS + 1, 2);
        Path copy = directory.resolveSibling(directory.getFileName() + "-killed");
        Disks.copy(directory, copy);
        try (Tsdb killed = Tsdb.open(copy, TsdbConfig.DEFAULTS, clock)) {
            assertThat(Samples.all(killed).get(UP)).containsOnlyKeys(NOW_MILLIS, NOW_MILLIS + 1);
        }
    }

    @Test
    void readers_beside_a_writer_see_every_series_without_holes() throws Exception {
        reopen(TsdbConfig.DEFAULTS.withFsync(FsyncPolicy.OFF));
        AtomicInteger written = new AtomicInteger(-1);
        int steps = 6000;
        long start = NOW_MILLIS - steps * 1000L;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int step = 0; step < steps; step++) {
                SampleBatch.Builder batch = SampleBatch.builder();
                for (int i = 0; i < 10; i++) {
                    batch.series(Labels.of("__name__", "m", "i", "" + i)).sample(start + step * 1000L, step + i);
                }
                tsdb.append(batch.build());
                written.set(step);
            }
        });
        SampleBuffer buffer = new SampleBuffer();
        while (writer.isAlive()) {
            int least = written.get() + 1;
            try (SeriesCursor cursor =
                    tsdb.select(new SeriesSelection(List.of(Matcher.equal("__name__", "m")), TimeRange.ALL))) {
                while (cursor.next()) {
                    buffer.clear();
                    cursor.read(buffer);
                    int i = Integer.parseInt(cursor.labels().get("i"));
                    assertThat(buffer.size()).isGreaterThanOrEqualTo(least);
                    for (int k = 0; k < buffer.size(); k++) {
                        if (buffer.timestampMillis(k) != start + k * 1000L || buffer.value(k) != k + i) {
                            assertThat(buffer.timestampMillis(k)).isEqualTo(start + k * 1000L);
                            assertThat(buffer.value(k)).isEqualTo(k + i);
                        }
                    }
                }
            }
        }
        writer.join();
        assertThat(tsdb.stats().chunksSealed()).isGreaterThanOrEqualTo(100);
    }

    private void append(Labels labels, long time, double value) {
        assertThat(tsdb.append(
                        SampleBatch.builder().series(labels).sample(time, value).build()))
                .isEqualTo(new IngestResult.Accepted(1));
    }

    private List<Long> times(Labels labels) {
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = tsdb.select(ALL)) {
            while (cursor.next()) {
                if (cursor.labels().equals(labels)) {
                    cursor.read(buffer);
                }
            }
        }
        return IntStream.range(0, buffer.size())
                .mapToObj(buffer::timestampMillis)
                .toList();
    }
}
