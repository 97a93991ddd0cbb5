package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.Rejection;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final Labels SHOP = Labels.of("service", "shop", "level", "info");
    private static final LogIndexConfig SMALL = LogIndexConfig.DEFAULTS.withBlockBytes(1024);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    private static LogBatch batch(Labels labels, long fromNanos, long stepNanos, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(labels);
        for (int i = 0; i < lines.length; i++) {
            stream.line(fromNanos + i * stepNanos, lines[i].getBytes(StandardCharsets.UTF_8));
        }
        return new LogBatch(List.of(stream.build()));
    }

    private static List<String> lines(LogIndex index, LogSelection.Order order, LineFilter... filters) {
        List<String> lines = new ArrayList<>();
        LogSelection selection = new LogSelection(List.of(), NanoRange.ALL, order, List.of(filters));
        try (LogCursor cursor = index.select(selection)) {
            while (cursor.next()) {
                lines.add(new String(cursor.line(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static String[] numbered(int from, int to) {
        String[] lines = new String[to - from];
        for (int i = from; i < to; i++) {
            lines[i - from] = "request " + i + " took " + (i * 7919 % 1000) + " ms";
        }
        return lines;
    }

    /** Such a line could be taken but never sealed, and would keep all others from being sealed. */
    @Test
    void what_could_never_be_sealed_is_refused_and_what_is_beside_it_is_kept() throws Exception {
        Labels wide = Labels.of("service", "b".repeat(100_000));
        Labels huge = Labels.of("trace", "c".repeat(100_000));
        LogBatch mixed = new LogBatch(List.of(
                LogBatch.stream(wide)
                        .line(NOW_NANOS, "wide".getBytes(StandardCharsets.UTF_8))
                        .build(),
                LogBatch.stream(SHOP)
                        .line(Long.MAX_VALUE, "never".getBytes(StandardCharsets.UTF_8))
                        .line(NOW_NANOS, "metadata".getBytes(StandardCharsets.UTF_8), 0, 8, huge)
                        .line(NOW_NANOS, "good".getBytes(StandardCharsets.UTF_8))
                        .build()));
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            IngestResult result = index.append(mixed);
            assertThat(result).isInstanceOfSatisfying(IngestResult.Rejected.class, rejected -> {
                assertThat(rejected.accepted()).isEqualTo(1);
                assertThat(rejected.reasons())
                        .extracting(Rejection::code)
                        .containsExactlyInAnyOrder("label_value_too_long", "too_new", "metadata_too_large");
            });
            index.flush();
            assertThat(lines(index, LogSelection.Order.OLDEST_FIRST)).containsExactly("good");
            assertThat(index.stats().walBytes()).isZero();
        }
    }

    @Test
    void lines_are_found_before_and_after_sealing_and_after_a_restart() throws Exception {
        String[] sent = numbered(0, 500);
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            assertThat(index.append(batch(SHOP, NOW_NANOS, 1_000_000, sent))).isEqualTo(new IngestResult.Accepted(500));
            assertThat(lines(index, LogSelection.Order.OLDEST_FIRST)).containsExactly(sent);
            index.flush();
            assertThat(lines(index, LogSelection.Order.OLDEST_FIRST)).containsExactly(sent);
            assertThat(index.stats().sealedBlocks()).isGreaterThan(5);
            assertThat(index.stats().walBytes()).isZero();
            index.append(batch(SHOP, NOW_NANOS + 1_000_000_000, 1, "not sealed yet"));
        }
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            assertThat(lines(index, LogSelection.Order.OLDEST_FIRST))
                    .hasSize(501)
                    .endsWith("not sealed yet");
            assertThat(lines(index, LogSelection.Order.NEWEST_FIRST)).startsWith("not sealed yet", sent[499]);
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
    }

    @Test
    void a_batch_sent_again_is_stored_once_also_after_sealing_and_restart() throws Exception {
        LogBatch batch = batch(SHOP, NOW_NANOS, 1_000, numbered(0, 300));
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            index.append(batch);
            index.append(batch);
            index.flush();
            index.append(batch);
            assertThat(index.stats().duplicates()).isEqualTo(600);
        }
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            index.append(batch);
            assertThat(lines(index, LogSelection.Order.ANY)).hasSize(300);
        }
    }

    @Test
    void any_part_of_a_line_is_found_through_signatures() throws Exception {
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            for (int i = 0; i < 50; i++) {
                index.append(batch(
                        Labels.of("app", "a" + i % 5),
                        NOW_NANOS + i * 1_000_000_000L,
                        1_000,
                        numbered(i * 100, i * 100 + 100)));
            }
            index.append(batch(Labels.of("app", "a1"), NOW_NANOS + 7, 1, "xNEEDLE-7f3a9cy in a haystack"));
            index.flush();
            assertThat(lines(index, LogSelection.Order.NEWEST_FIRST, new LineFilter.Contains("DLE-7f3", false)))
                    .containsExactly("xNEEDLE-7f3a9cy in a haystack");
            assertThat(lines(index, LogSelection.Order.NEWEST_FIRST, new LineFilter.Contains("needle-7F", true)))
                    .containsExactly("xNEEDLE-7f3a9cy in a haystack");
            assertThat(lines(index, LogSelection.Order.ANY, new LineFilter.Contains("no-such-thing", false)))
                    .isEmpty();
        }
    }

    @Test
    void lines_of_several_days_come_in_order_and_old_days_are_dropped() throws Exception {
        Labels labels = Labels.of("app", "a");
        try (LogIndex index = LogIndex.open(folder, SMALL.withRetention(Duration.ofDays(2)), clock)) {
            index.append(batch(labels, NOW_NANOS - Day.NANOS, 1, "yesterday"));
            index.append(batch(labels, NOW_NANOS, 1, "today"));
            IngestResult result = index.append(batch(labels, NOW_NANOS - 3 * Day.NANOS, 1, "too old"));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            IngestResult.Rejected.class,
                            rejected -> assertThat(rejected.reasons().getFirst().code())
                                    .isEqualTo("too_old"));
            assertThat(lines(index, LogSelection.Order.NEWEST_FIRST)).containsExactly("today", "yesterday");
        }
        clock.advance(Duration.ofDays(3));
        try (LogIndex index = LogIndex.open(folder, SMALL.withRetention(Duration.ofDays(2)), clock)) {
            index.housekeep();
            assertThat(lines(index, LogSelection.Order.NEWEST_FIRST)).isEmpty();
            assertThat(index.stats().days()).isZero();
        }
    }

    @Test
    void a_stream_without_labels_is_refused_and_the_rest_of_the_batch_is_kept() throws Exception {
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            LogBatch both = new LogBatch(List.of(
                    batch(Labels.EMPTY, NOW_NANOS, 1, "nobody's").streams().getFirst(),
                    batch(SHOP, NOW_NANOS, 1, "mine").streams().getFirst()));
            assertThat(index.append(both))
                    .isEqualTo(new IngestResult.Rejected(
                            1,
                            List.of(new dev.nightjar.model.Rejection(
                                    "missing_labels",
                                    "a stream needs at least one label, such as service=\"checkout\"; found none",
                                    1))));
            assertThat(lines(index, LogSelection.Order.ANY)).containsExactly("mine");
        }
    }

    @Test
    void volume_counts_by_minute_without_reading_lines_and_by_odd_slices_with_times() throws Exception {
        try (LogIndex index = LogIndex.open(folder, SMALL, clock)) {
            index.append(batch(SHOP, NOW_NANOS + 1, 100_000_000L, numbered(0, 1800)));
            index.flush();
            LogSelection selection = new LogSelection(
                    List.of(Matcher.equal("service", "shop")),
                    new NanoRange(NOW_NANOS + 1, NOW_NANOS + 180_000_000_001L),
                    LogSelection.Order.ANY,
                    List.of());
            assertThat(index.volume(selection, 60_000_000_000L).getFirst().lines())
                    .containsExactly(600, 600, 600);
            assertThat(index.volume(selection, 70_000_000_000L).getFirst().lines())
                    .containsExactly(700, 700, 400);
        }
    }
}
