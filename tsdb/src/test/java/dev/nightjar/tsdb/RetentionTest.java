package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final RetentionPolicy POLICY = new RetentionPolicy(
            Duration.ofDays(5),
            0,
            List.of(
                    new RetentionRule(
                            List.of(new Matcher("__name__", Matcher.Op.MATCHES, "debug_.*")), Duration.ofDays(2)),
                    new RetentionRule(List.of(Matcher.equal("kind", "slo")), Duration.ofDays(20))));

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(NOW);
    private Tsdb tsdb;

    @BeforeEach
    void open() {
        tsdb = open(POLICY);
    }

    private Tsdb open(RetentionPolicy policy) {
        return Tsdb.open(directory, TsdbConfig.DEFAULTS.withMaxLogBytes(1 << 20).withRetention(policy), clock);
    }

    private void reopen(RetentionPolicy policy) {
        tsdb.close();
        tsdb = open(policy);
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    @Test
    void each_series_is_kept_as_long_as_the_first_rule_for_it_says() throws Exception {
        writeDays(10);
        tsdb.keepUp();

        assertThat(days(debug(3))).containsExactly(2L, 1L, 0L);
        assertThat(days(slo(3))).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
        assertThat(days(rest(3))).containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
        clock.advance(Duration.ofDays(1));
        tsdb.keepUp();
        assertThat(days(debug(3))).containsExactly(1L, 0L);
        reopen(POLICY);
        assertThat(days(debug(3))).containsExactly(1L, 0L);
        assertThat(days(rest(3))).hasSize(5);
        clock.advance(Duration.ofDays(30));
        tsdb.keepUp();
        assertThat(Samples.all(tsdb)).isEmpty();
        assertThat(tsdb.stats().series()).isZero();
    }

    @Test
    void the_status_shows_of_each_rule_its_last_run_the_bytes_freed_and_the_oldest_sample() throws Exception {
        writeDays(10);
        assertThat(tsdb.admin().retention())
                .extracting(RetentionStatus::rule)
                .containsExactly("{__name__=~\"debug_.*\"}", "{kind=\"slo\"}", "everything else");
        assertThat(tsdb.admin().retention())
                .extracting(RetentionStatus::lastRun)
                .containsOnly(Optional.empty());
        tsdb.keepUp();

        List<RetentionStatus> status = tsdb.admin().retention();
        assertThat(status).extracting(RetentionStatus::keeps).containsExactly("2d", "20d", "5d");
        assertThat(status).extracting(RetentionStatus::lastRun).containsOnly(Optional.of(NOW));
        assertThat(status)
                .extracting(RetentionStatus::oldestSample)
                .containsExactly(
                        Optional.of(NOW.minus(Duration.ofDays(2))),
                        Optional.of(NOW.minus(Duration.ofDays(9))),
                        Optional.of(NOW.minus(Duration.ofDays(5))));
        assertThat(status.get(0).bytesFreed()).isPositive();
        assertThat(status.get(1).bytesFreed()).isZero();
        assertThat(status.get(2).bytesFreed()).isPositive();
    }

    @Test
    void what_came_into_an_empty_store_is_seen_with_the_next_run_not_an_hour_later() throws Exception {
        tsdb.keepUp();
        assertThat(tsdb.admin().retention())
                .extracting(RetentionStatus::oldestSample)
                .containsOnly(Optional.empty());

        writeDays(1);
        clock.advance(Duration.ofMinutes(1));
        tsdb.keepUp();

        assertThat(tsdb.admin().retention())
                .extracting(RetentionStatus::oldestSample)
                .containsOnly(Optional.of(NOW));
    }

    @Test
    void samples_may_be_as_old_as_the_longest_rule_keeps() {
        long old = NOW.minus(Duration.ofDays(19)).toEpochMilli();
        assertThat(append(slo(0), old)).isEqualTo(new IngestResult.Accepted(1));
        assertThat(append(slo(0), old - 2 * DAY)).isInstanceOf(IngestResult.Rejected.class);
    }

    @Test
    void beyond_the_size_the_oldest_days_are_dropped_and_do_not_come_back() throws Exception {
        reopen(new RetentionPolicy(Duration.ofDays(30), 0, List.of()));
        long before = fill();
        assertThat(before).isGreaterThan(8L << 20);
        reopen(new RetentionPolicy(Duration.ofDays(30), 8L << 20, List.of()));
        tsdb.keepUp();

        RetentionStatus status = tsdb.admin().retention().getLast();
        assertThat(status.rule()).isEqualTo("the whole store");
        assertThat(status.keeps()).isEqualTo("8 MiB");
        assertThat(status.bytesFreed()).isPositive();
        NavigableMap<Long, Double> left =
                Objects.requireNonNull(Samples.all(tsdb).get(rest(0)));
        long oldest = left.firstKey();
        assertThat(oldest).isGreaterThan(NOW.toEpochMilli() - 6 * DAY);
        assertThat(tsdb.admin().retention())
                .as("the other rules are not shown with samples that are gone")
                .allSatisfy(rule -> assertThat(rule.oldestSample()).contains(Instant.ofEpochMilli(oldest)));
        assertThat(append(rest(0), oldest - DAY)).isInstanceOf(IngestResult.Rejected.class);
        reopen(new RetentionPolicy(Duration.ofDays(30), 8L << 20, List.of()));
        assertThat(append(rest(0), oldest - DAY)).isInstanceOf(IngestResult.Rejected.class);
        reopen(new RetentionPolicy(Duration.ofDays(30), 9L << 20, List.of()));
        assertThat(append(rest(0), oldest - DAY)).isInstanceOf(IngestResult.Accepted.class);
    }

    @Test
    void the_log_counts_with_all_its_files_and_is_cut_before_a_day_is_dropped() throws Exception {
        long limit = 32L << 20;
        tsdb.close();
        tsdb = Tsdb.open(
                directory,
                TsdbConfig.DEFAULTS.withRetention(new RetentionPolicy(Duration.ofDays(30), limit, List.of())),
                clock);
        append(rest(0), NOW.toEpochMilli() - 6 * DAY);
        for (long time = NOW.toEpochMilli(); tsdb.diskBytes() <= limit; time += 1000) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int k = 0; k < 20_000; k++) {
                batch.series(rest(k)).sample(time, 1);
            }
            tsdb.append(batch.build());
        }
        long filled = onDisk();
        assertThat(tsdb.diskBytes()).as("all but RocksDB's own notes").isBetween(filled - (1 << 20), filled);

        tsdb.keepUp();

        assertThat(onDisk()).isLessThan(limit);
        assertThat(Objects.requireNonNull(Samples.all(tsdb).get(rest(0))).firstKey())
                .isEqualTo(NOW.toEpochMilli() - 6 * DAY);
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        for (String folder : List.of("chunks", "head", "log", "parity")) {
            bytes += FileTree.bytes(directory.resolve(folder));
        }
        return bytes;
    }

    /** Some 2 MB a day, of noise. Returns the bytes on the disk. */
    private long fill() {
        Random random = new Random(1);
        for (long day = 6; day >= 0; day--) {
            for (long step = 0; step < 250; step++) {
                SampleBatch.Builder batch = SampleBatch.builder();
                for (int k = 0; k < 1000; k++) {
                    batch.series(rest(k)).sample(NOW.toEpochMilli() - day * DAY + 10 * step, random.nextDouble());
                }
                tsdb.append(batch.build());
            }
        }
        tsdb.flush();
        return tsdb.diskBytes();
    }

    /** A sample of each series on each of the last days at noon. */
    private void writeDays(int count) {
        for (long day = count - 1L; day >= 0; day--) {
            for (int i = 0; i < 20; i++) {
                append(debug(i), NOW.toEpochMilli() - day * DAY);
                append(slo(i), NOW.toEpochMilli() - day * DAY);
                append(rest(i), NOW.toEpochMilli() - day * DAY);
            }
        }
        tsdb.flush();
    }

    private static Labels debug(int i) {
        return Labels.of("__name__", "debug_x", "i", "" + i);
    }

    private static Labels slo(int i) {
        return Labels.of("__name__", "requests", "kind", "slo", "i", "" + i);
    }

    private static Labels rest(int i) {
        return Labels.of("__name__", "requests", "i", "" + i);
    }

    private IngestResult append(Labels labels, long time) {
        return tsdb.append(SampleBatch.builder().series(labels).sample(time, 1).build());
    }

    /** How many days ago the series has its samples. */
    private List<Long> days(Labels labels) {
        return Objects.requireNonNull(Samples.all(tsdb).get(labels)).keySet().stream()
                .map(time -> (NOW.toEpochMilli() - time) / DAY)
                .toList();
    }
}
