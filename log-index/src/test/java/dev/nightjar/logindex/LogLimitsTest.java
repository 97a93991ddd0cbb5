package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NANOS = NOW.getEpochSecond() * 1_000_000_000L;

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    private LogIndex open(LogLimits limits) throws Exception {
        return LogIndex.open(folder, LogIndexConfig.DEFAULTS.withLimits(limits), clock);
    }

    private static Rejection only(IngestResult result) {
        assertThat(result).isInstanceOf(IngestResult.Rejected.class);
        return ((IngestResult.Rejected) result).reasons().getFirst();
    }

    @Test
    void lines_and_labels_that_are_too_long_or_too_many_are_refused_with_their_limit() throws Exception {
        try (LogIndex index = open(new LogLimits(100, 2, 10, 20, 0, 0, 0, 0))) {
            assertThat(only(index.append(StoredLogs.batch(Labels.of("app", "a"), NANOS, 1, "x".repeat(101)))))
                    .isEqualTo(new Rejection(
                            "line_too_long",
                            "max entry size '100' bytes exceeded for stream '{app=\"a\"}' while adding an entry with"
                                    + " length '101' bytes",
                            1));
            assertThat(only(index.append(StoredLogs.batch(Labels.of("a", "1", "b", "2", "c", "3"), NANOS, 1, "x")))
                            .code())
                    .isEqualTo("too_many_labels");
            assertThat(only(index.append(StoredLogs.batch(Labels.of("a".repeat(11), "1"), NANOS, 1, "x")))
                            .code())
                    .isEqualTo("label_name_too_long");
            assertThat(only(index.append(StoredLogs.batch(Labels.of("a", "1".repeat(21)), NANOS, 1, "x")))
                            .message())
                    .contains("21 bytes, the limit is 20");
            assertThat(StoredLogs.lines(index)).isEmpty();
        }
    }

    @Test
    void only_new_streams_are_refused_beyond_the_limit_of_a_day() throws Exception {
        try (LogIndex index = open(LogLimits.DEFAULTS.withStreamsPerDay(2))) {
            index.append(StoredLogs.batch(Labels.of("app", "a"), NANOS, 1, "1"));
            index.append(StoredLogs.batch(Labels.of("app", "b"), NANOS, 1, "2"));
            assertThat(only(index.append(StoredLogs.batch(Labels.of("app", "c"), NANOS, 1, "3"))))
                    .satisfies(reason -> {
                        assertThat(reason.code()).isEqualTo("stream_limit");
                        assertThat(reason.message()).contains("2026-11-21 has 2 streams, the limit");
                    });
            assertThat(index.append(StoredLogs.batch(Labels.of("app", "a"), NANOS + 5, 1, "4")))
                    .isEqualTo(new IngestResult.Accepted(1));
            assertThat(index.append(StoredLogs.batch(Labels.of("app", "c"), NANOS - Day.NANOS, 1, "5")))
                    .isEqualTo(new IngestResult.Accepted(1));
            assertThat(StoredLogs.lines(index)).containsExactly("5", "1", "2", "4");
        }
    }

    @Test
    void who_sends_too_fast_waits_for_as_long_as_it_takes_and_nobody_else_does() throws Exception {
        try (LogIndex index = open(LogLimits.DEFAULTS.withRates(0, 1000, 0))) {
            Labels fast = Labels.of("app", "fast");
            assertThat(index.append(StoredLogs.batch(fast, NANOS, 1, "x".repeat(4000))))
                    .isEqualTo(new IngestResult.Accepted(1));
            assertThat(index.append(StoredLogs.batch(fast, NANOS + 1, 1, "y")))
                    .isEqualTo(new IngestResult.Rejected(
                            0,
                            List.of(new Rejection(
                                    "rate_limited",
                                    "Ingestion rate limit exceeded for source 'fast' (limit: 1000 bytes/sec) while"
                                            + " attempting to ingest '1' lines totaling '1' bytes: reduce log volume, or"
                                            + " raise the limit; it takes 4 s until this may be sent again",
                                    1,
                                    4))));
            assertThat(index.append(StoredLogs.batch(Labels.of("app", "other"), NANOS, 1, "z")))
                    .isEqualTo(new IngestResult.Accepted(1));
            clock.advance(Duration.ofSeconds(3));
            assertThat(only(index.append(StoredLogs.batch(fast, NANOS + 1, 1, "y")))
                            .retryAfterSeconds())
                    .isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            assertThat(index.append(StoredLogs.batch(fast, NANOS + 1, 1, "y"))).isEqualTo(new IngestResult.Accepted(1));
        }
    }

    /** Of several limits the one that takes longest decides: to wait for less would be to be refused again. */
    @Test
    void a_batch_waits_for_the_slowest_of_its_limits() throws Exception {
        try (LogIndex index = open(LogLimits.DEFAULTS.withRates(4000, 1000, 100))) {
            Labels fast = Labels.of("app", "fast");
            index.append(StoredLogs.batch(fast, NANOS, 1, "x".repeat(8000)));
            Rejection refused = only(index.append(StoredLogs.batch(fast, NANOS + 1, 1, "y")));
            assertThat(refused.code()).isEqualTo("per_stream_rate_limit");
            assertThat(refused.retryAfterSeconds()).isEqualTo(80);
            Rejection other = only(index.append(StoredLogs.batch(Labels.of("app", "other"), NANOS + 1, 1, "y")));
            assertThat(other.code()).isEqualTo("rate_limited");
            assertThat(other.retryAfterSeconds()).isEqualTo(2);
        }
    }

    @Test
    void limits_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new LogLimits(0, 2, 10, 20, 0, 0, 0, 0)).hasMessageStartingWith("lineBytes is 0");
        assertThatThrownBy(() -> new LogLimits(1, 0, 10, 20, 0, 0, 0, 0)).hasMessageStartingWith("labelsPerStream");
        assertThatThrownBy(() -> new LogLimits(1, 1, 10, 8190, 0, 0, 0, 0))
                .hasMessage("labelNameBytes is 10 and labelValueBytes 8190: each must be at least 1, and both together"
                        + " at most 8192");
        assertThatThrownBy(() -> LogLimits.DEFAULTS.withRates(0, 0, -1)).hasMessageContaining("must be at least 0");
    }
}
