package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Labels CHATTY = Labels.of("app", "chatty");
    private static final Labels AUDIT = Labels.of("app", "audit");
    private static final RetentionPolicy POLICY = new RetentionPolicy(
            Duration.ofDays(5),
            0,
            List.of(
                    new RetentionRule(List.of(Matcher.equal("app", "chatty")), Duration.ofDays(2)),
                    new RetentionRule(List.of(Matcher.equal("service_name", "audit")), Duration.ofDays(20))));

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    private LogIndex open(RetentionPolicy policy) throws Exception {
        return LogIndex.open(
                folder, LogIndexConfig.DEFAULTS.withBlockBytes(1024).withRetention(policy), clock);
    }

    private void day(LogIndex index) {
        long now = clock.instant().getEpochSecond() * 1_000_000_000L;
        for (Labels labels : List.of(CHATTY, AUDIT, Labels.of("app", "other"))) {
            index.append(
                    StoredLogs.batch(labels, now - 1_000_000, 1_000, StoredLogs.numbered(labels.get("app"), 0, 200)));
        }
    }

    private static long of(LogIndex index, String app) {
        return StoredLogs.lines(index).stream()
                .filter(line -> line.startsWith(app))
                .count();
    }

    @Test
    void streams_go_when_their_rule_says_so_and_days_when_nothing_keeps_them() throws Exception {
        try (LogIndex index = open(POLICY)) {
            for (int i = 0; i < 8; i++) {
                day(index);
                index.flush();
                index.housekeep();
                clock.advance(Duration.ofDays(1));
            }
            index.housekeep();
            assertThat(of(index, "chatty")).isEqualTo(400);
            assertThat(of(index, "other")).isEqualTo(1000);
            assertThat(of(index, "audit")).isEqualTo(1600);
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
            List<RetentionStatus> status = index.admin().retention();
            assertThat(status)
                    .extracting(RetentionStatus::rule)
                    .containsExactly("{app=\"chatty\"}", "{service_name=\"audit\"}", "everything else");
            assertThat(status).extracting(RetentionStatus::keeps).containsExactly("2d", "20d", "5d");
            assertThat(status).extracting(RetentionStatus::lastRun).containsOnly(Optional.of(clock.instant()));
            assertThat(status.get(0).bytesFreed()).isPositive();
            assertThat(status.get(1).bytesFreed()).isZero();
            assertThat(status.get(2).bytesFreed()).isPositive();
            assertThat(status.get(0).oldestSample())
                    .contains(Instant.parse("2026-11-27T12:00:00Z").minusMillis(1));
            assertThat(status.get(1).oldestSample()).contains(NOW.minusMillis(1));
            clock.advance(Duration.ofDays(30));
            index.housekeep();
            assertThat(index.stats().days()).isZero();
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
    }

    @Test
    void a_line_older_than_its_streams_rule_is_refused() throws Exception {
        try (LogIndex index = open(POLICY)) {
            long old = NOW.minus(Duration.ofDays(3)).getEpochSecond() * 1_000_000_000L;
            assertThat(index.append(StoredLogs.batch(AUDIT, old, 1, "kept"))).isEqualTo(new IngestResult.Accepted(1));
            assertThat(index.append(StoredLogs.batch(CHATTY, old, 1, "too old")))
                    .isInstanceOfSatisfying(
                            IngestResult.Rejected.class,
                            rejected -> assertThat(rejected.reasons())
                                    .extracting(Rejection::code)
                                    .containsExactly("too_old"));
        }
    }

    @Test
    void beyond_its_size_the_store_drops_its_oldest_days_but_never_the_present_one() throws Exception {
        try (LogIndex index = open(new RetentionPolicy(Duration.ofDays(5), 1, List.of()))) {
            day(index);
            index.flush();
            clock.advance(Duration.ofDays(1));
            day(index);
            index.flush();
            clock.advance(Duration.ofMinutes(2));
            index.housekeep();
            assertThat(index.stats().days()).isEqualTo(1);
            RetentionStatus size = index.admin().retention().getLast();
            assertThat(size.rule()).isEqualTo("the whole store");
            assertThat(size.bytesFreed()).isPositive();
            assertThat(index.admin().retention())
                    .as("the other rules are not shown with lines that are gone")
                    .allSatisfy(rule -> assertThat(rule.oldestSample())
                            .contains(NOW.plus(Duration.ofDays(1)).minusMillis(1)));
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
    }
}
