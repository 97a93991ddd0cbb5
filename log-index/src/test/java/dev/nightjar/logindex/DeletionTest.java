package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogDeletion.State;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final Labels A = Labels.of("app", "a");
    private static final Labels B = Labels.of("app", "b");
    private static final LogIndexConfig SMALL = LogIndexConfig.DEFAULTS.withBlockBytes(1024);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    private LogIndex open() throws Exception {
        return LogIndex.open(folder, SMALL, clock, new TestingConditions());
    }

    /** 400 lines of each stream, of which 100 of each are of user bob; and one the day before. */
    private void fill(LogIndex index) {
        for (int i = 0; i < 100; i++) {
            for (Labels labels : List.of(A, B)) {
                String[] lines = StoredLogs.numbered("user amy", 4 * i, 4 * i + 4);
                lines[2] = lines[2].replace("amy", "bob");
                index.append(StoredLogs.batch(labels, NANOS + i * 1_000_000_000L, 1_000_000, lines));
            }
        }
        index.append(StoredLogs.batch(A, NANOS - Day.NANOS, 1, "user bob yesterday"));
    }

    private static LogDeletion only(LogIndex index) {
        assertThat(index.admin().deletions()).hasSize(1);
        return index.admin().deletions().getFirst();
    }

    private static long ofBob(LogIndex index) {
        return StoredLogs.lines(index).stream()
                .filter(line -> line.contains("bob"))
                .count();
    }

    private static void proven(LogIndex index) {
        assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
    }

    @Test
    void deleted_lines_are_not_seen_from_the_answer_on_and_leave_the_files_later() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            index.flush();
            fill(index); // again: what is there already stays one line
            index.append(StoredLogs.batch(A, NANOS + 500_000_000_000L, 1, "user bob, still in memory"));
            LogDeletion accepted = index.admin().delete("app=a user bob", NanoRange.ALL);
            assertThat(accepted.state()).isEqualTo(State.ACCEPTED);
            assertThat(StoredLogs.lines(index)).hasSize(700);
            assertThat(ofBob(index)).isEqualTo(100);
            index.housekeep();
            LogDeletion done = only(index);
            assertThat(done.state()).isEqualTo(State.DONE);
            assertThat(done.problem()).isEmpty();
            assertThat(done.linesDeleted()).isEqualTo(102);
            assertThat(done.blocksDone()).isEqualTo(done.blocksToDo()).isPositive();
            assertThat(done.bytesFreed()).isPositive();
            assertThat(done.ended()).contains(NOW);
            assertThat(StoredLogs.lines(index)).hasSize(700);
            assertThat(ofBob(index)).isEqualTo(100);
            LogVerification verified = index.admin().verify(List.of(), NanoRange.ALL);
            assertThat(verified.faults()).isEmpty();
            assertThat(verified.removals()).isPositive();
        }
        try (LogIndex index = open()) {
            assertThat(StoredLogs.lines(index)).hasSize(700);
            proven(index);
        }
    }

    @Test
    void no_file_has_the_bytes_of_lines_whose_deletion_is_done() throws Exception {
        String secret = "zq9vX7pLw3kTn5Rb";
        try (LogIndex index = open()) {
            fill(index);
            index.append(StoredLogs.batch(A, NANOS + 7, 1, "password " + secret + " in\u0000 clear"));
            index.flush();
            assertThat(filesWith(secret)).isNotEmpty();
            index.admin().delete("app=a " + secret, NanoRange.ALL);
            index.housekeep();
            assertThat(only(index).linesDeleted()).isEqualTo(1);
            assertThat(filesWith(secret))
                    .filteredOn(file -> !file.endsWith("deletions"))
                    .isEmpty();
        }
    }

    private List<String> filesWith(String text) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }

    @Test
    void a_restart_before_anything_was_removed_keeps_the_lines_hidden_and_the_deletion_goes_on() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            index.admin().delete("app=a user bob", NanoRange.ALL);
        }
        try (LogIndex index = open()) {
            assertThat(ofBob(index)).isEqualTo(100);
            index.housekeep();
            assertThat(only(index).state()).isEqualTo(State.DONE);
            assertThat(ofBob(index)).isEqualTo(100);
            proven(index);
        }
    }

    @Test
    void only_lines_of_the_range_and_of_before_go_and_the_same_line_may_come_again() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            index.admin().delete("app=a user bob", new NanoRange(NANOS, NANOS + 10_000_000_000L));
            index.append(StoredLogs.batch(A, NANOS + 2_000_000, 1, "user bob request 2 took 838 ms"));
            assertThat(ofBob(index)).isEqualTo(192);
            index.housekeep();
            assertThat(only(index).linesDeleted()).isEqualTo(10);
            assertThat(ofBob(index)).isEqualTo(192);
            index.flush();
            proven(index);
        }
    }

    @Test
    void counts_and_tails_do_not_have_hidden_lines() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            index.admin().delete("app=a ", NanoRange.ALL);
            LogSelection all = new LogSelection(
                    List.of(), new NanoRange(NANOS, NANOS + 200_000_000_000L), LogSelection.Order.ANY, List.of());
            assertThat(lines(index.volume(all, 100_000_000_000L))).isEqualTo(400);
            assertThat(index.streams(all)).containsExactly(B);
            assertThat(index.patterns(List.of(), all.range(), Day.NANOS).stream()
                            .flatMapToLong(pattern -> Arrays.stream(pattern.lines()))
                            .sum())
                    .isEqualTo(400);
            int arrived = 0;
            try (LogArrivals arrivals = index.arrivals(List.of(), 0, Long.MAX_VALUE)) {
                while (arrivals.next()) {
                    assertThat(arrivals.labels().toString()).isEqualTo(B.toString());
                    arrived++;
                }
            }
            assertThat(arrived).isEqualTo(400);
            index.housekeep();
            assertThat(lines(index.volume(all, 100_000_000_000L))).isEqualTo(400);
            assertThat(index.streams(all)).containsExactly(B);
        }
    }

    private static long lines(List<LogVolume> volumes) {
        return volumes.stream()
                .flatMapToLong(volume -> Arrays.stream(volume.lines()))
                .sum();
    }

    @Test
    void a_deletion_that_is_cancelled_shows_what_was_not_removed() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            LogDeletion accepted = index.admin().delete("app=a user bob", NanoRange.ALL);
            assertThat(index.admin().cancel(accepted.id())).isTrue();
            assertThat(index.admin().cancel(accepted.id())).isFalse();
            index.housekeep();
            assertThat(only(index).state()).isEqualTo(State.CANCELLED);
            assertThat(ofBob(index)).isEqualTo(201);
        }
        try (LogIndex index = open()) {
            assertThat(ofBob(index)).isEqualTo(201);
        }
    }

    @Test
    void several_deletions_one_after_the_other_leave_a_chain_that_is_proven() throws Exception {
        try (LogIndex index = open()) {
            fill(index);
            for (int i = 0; i < 10; i++) {
                index.admin().delete("app=a request " + i, NanoRange.ALL);
                index.housekeep();
                proven(index);
            }
            long before = index.stats().payloadBytes();
            index.admin().delete("app=b ", NanoRange.ALL);
            index.housekeep();
            proven(index);
            assertThat(index.stats().payloadBytes()).isLessThan(before * 2 / 3);
            assertThat(index.admin().deletions().getFirst().bytesFreed()).isGreaterThan(before / 3);
            assertThat(StoredLogs.lines(index)).isNotEmpty().noneMatch(line -> line.contains("request 7"));
            assertThat(index.admin().deletions()).hasSize(11).allMatch(each -> each.state() == State.DONE);
        }
    }

    @Test
    void what_cannot_be_read_is_refused() throws Exception {
        try (LogIndex index = open()) {
            assertThatThrownBy(() -> index.admin().delete("nonsense", NanoRange.ALL))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.admin().delete("app=a x", new NanoRange(5, 5)))
                    .hasMessageContaining("its end must be later than its start");
            assertThat(index.admin().deletions()).isEmpty();
        }
    }
}
