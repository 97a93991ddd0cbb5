package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import dev.nightjar.testkit.TestingReceiver.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailerTest {
    private static final Behaviour AWAY = new Behaviour.Answer(503, "", "");

    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final HttpClient http = Transport.newHttpClient();
    private TestingReceiver receiver;
    private LogTailer tailer;
    private Path logs;
    private Path app;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        receiver = new TestingReceiver();
        logs = Files.createDirectory(folder.resolve("logs"));
        app = logs.resolve("app.log");
        tailer = newTailer();
    }

    @AfterEach
    void end() {
        tailer.close();
        receiver.close();
        http.shutdownNow();
    }

    private LogTailer newTailer() throws IOException {
        return newTailer(logs);
    }

    private LogTailer newTailer(Path... folders) throws IOException {
        AgentConfig config = AgentConfig.of(receiver.uri(), folder.resolve("state"))
                .withInstance("web-7")
                .withLogs(Stream.of(folders).map(Path::toString).toList())
                .withRedaction(new RedactionRules(List.of(RedactionRules.BuiltIn.CARD), List.of(), ""))
                .withRetry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        Files.createDirectories(config.state());
        LogTailer made = new LogTailer(config, new Transport(http, receiver.uri(), "", clock), new SplittableRandom(5));
        made.open(clock.instant());
        return made;
    }

    /** As after kill -9: nothing of the old tailer is told that it ends. */
    private void restart() throws IOException {
        tailer = newTailer();
    }

    private void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Rounds until nothing is left to do, with time passing in between. */
    private void settle() {
        for (int i = 0; i < 12; i++) {
            while (tailer.step(clock.instant())) {
                // a backlog
            }
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private List<String> texts() {
        return receiver.lines().stream().map(Line::text).toList();
    }

    @Test
    void lines_arrive_with_their_file_their_level_and_the_time_they_say() throws Exception {
        append(app, "2026-11-21T03:59:58Z ERROR disk is slow\nplain\r\n");
        settle();

        assertThat(receiver.lines())
                .contains(new Line(
                        Labels.of("filename", app.toString(), "instance", "web-7", "level", "error"),
                        Instant.parse("2026-11-21T03:59:58Z").toEpochMilli() * 1_000_000,
                        "2026-11-21T03:59:58Z ERROR disk is slow",
                        Labels.EMPTY))
                .anyMatch(line -> line.text().equals("plain") && !line.stream().has("level"));
    }

    @Test
    void what_is_not_to_be_kept_does_not_leave_the_host() throws Exception {
        append(app, "paid with 4111 1111 1111 1111 at once\nplain\n");
        settle();
        assertThat(texts()).containsExactly("paid with <card> at once", "plain");
    }

    @Test
    void an_unfinished_line_waits_for_its_end() throws Exception {
        append(app, "one\ntw");
        settle();
        assertThat(texts()).containsExactly("one");
        append(app, "o\n");
        settle();
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void a_stack_trace_written_in_two_goes_is_one_line() throws Exception {
        append(app, "ERROR no\njava.lang.Error: x\n");
        tailer.step(clock.instant());
        append(app, "\tat a.B.c(B.java:1)\n");
        settle();
        assertThat(texts()).containsExactly("ERROR no\njava.lang.Error: x\n\tat a.B.c(B.java:1)");
    }

    @Test
    void rotation_by_rename_loses_nothing_not_even_what_is_written_late() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        Path rotated = logs.resolve("app.log.1");
        Files.move(app, rotated);
        append(app, "three\n");
        tailer.step(clock.instant());
        append(rotated, "late\nunfinished");
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "late", "unfinished");
        assertThat(receiver.lines())
                .allMatch(line -> line.stream().get("filename").equals(app.toString()));
    }

    @Test
    void a_file_deleted_after_it_was_opened_is_read_to_its_end() throws Exception {
        receiver.otherwise(AWAY);
        append(app, "one\n");
        settle();
        Files.delete(app);
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void rotation_by_truncation_starts_over() throws Exception {
        append(app, "one\ntwo\n");
        settle();
        Files.writeString(app, "");
        settle();
        append(app, "one\n");
        settle();

        assertThat(texts()).containsExactly("one", "two", "one");
    }

    @Test
    void a_file_emptied_and_grown_beyond_its_old_size_between_two_looks_is_noticed() throws Exception {
        append(app, "one\n");
        settle();
        Files.writeString(app, "first of a new file\nsecond\n");
        settle();

        assertThat(texts()).containsExactly("one", "first of a new file", "second");
    }

    @Test
    void while_the_server_is_away_lines_wait_in_their_files_through_two_rotations() throws Exception {
        receiver.otherwise(AWAY);
        for (int i = 0; i < 3; i++) {
            append(app, "line " + i + "\n");
            settle();
            if (i < 2) {
                Files.move(app, logs.resolve("app.log." + i));
            }
        }
        assertThat(texts()).isEmpty();
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("line 0", "line 1", "line 2");
    }

    @Test
    void a_batch_stored_but_not_answered_is_recognised_when_it_comes_again() throws Exception {
        receiver.next(new Behaviour.StoreAndBreak());
        append(app, "without a time of its own\n");
        settle();

        List<Request> requests = receiver.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).batchId()).isEqualTo(requests.get(0).batchId());
        assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
        assertThat(texts()).hasSize(1);
    }

    @Test
    void killed_between_sending_and_hearing_the_answer_it_sends_the_same_batch_again() throws Exception {
        receiver.next(new Behaviour.StoreAndBreak());
        append(app, "one\ntwo\n");
        tailer.step(clock.instant());
        assertThat(receiver.requests()).hasSize(1);

        append(app, "three\n");
        restart();
        settle();

        assertThat(texts()).containsExactly("one", "two", "three");
        assertThat(receiver.requests().get(1).batchId())
                .isEqualTo(receiver.requests().get(0).batchId());
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was_and_finds_the_rotated_file() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        Files.move(app, logs.resolve("app.log.1"));
        append(app, "three\n");
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void copying_a_file_away_does_not_send_it_twice() throws Exception {
        append(app, "one\n");
        settle();
        Files.copy(app, logs.resolve("app.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(app, "");
        settle();

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void what_was_not_sent_when_a_file_was_copied_away_and_emptied_is_read_from_the_copy() throws Exception {
        append(app, "one\n");
        settle();
        receiver.otherwise(AWAY);
        append(app, "two\n");
        settle();
        append(app, "three\n");
        copyAndEmpty("app.log.1");
        append(app, "four\n");
        settle();
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "four");
        assertThat(receiver.lines())
                .allMatch(line -> line.stream().get("filename").equals(app.toString()));
    }

    @Test
    void copied_away_and_emptied_several_times_between_two_looks_it_is_read_from_each_copy() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        for (int i = 3; i > 0; i--) {
            FileTime later =
                    FileTime.from(Files.getLastModifiedTime(app).toInstant().plus(Duration.ofSeconds(60)));
            Files.setLastModifiedTime(copyAndEmpty("app.log." + i), later);
            append(app, "begun after copy " + i + "\n");
        }
        settle();

        assertThat(texts())
                .containsExactlyInAnyOrder(
                        "one", "two", "begun after copy 3", "begun after copy 2", "begun after copy 1");
    }

    @Test
    void copied_away_and_emptied_while_no_agent_ran_it_is_read_from_the_copy_and_anew() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        copyAndEmpty("app.log.1");
        append(app, "three, and this one is longer than it was\n");
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three, and this one is longer than it was");
    }

    @Test
    void emptied_without_a_copy_before_all_was_sent_it_is_counted_as_vanished() throws Exception {
        receiver.otherwise(AWAY);
        append(app, "one\n");
        settle();
        Files.writeString(app, "");
        settle();
        MetricWriter to = new MetricWriter(Labels.of("instance", "web-7"), clock.instant());
        tailer.countsInto(to);

        assertThat(Readings.of(to.batch())).containsEntry("nightjar_agent_log_files_vanished_total", 1.0);
    }

    /** As logrotate's {@code copytruncate}. */
    private Path copyAndEmpty(String copy) throws IOException {
        Path copied = Files.copy(app, logs.resolve(copy), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(app, "");
        return copied;
    }

    private static void compress(Path file) throws IOException {
        Path compressed = Path.of(file + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, out);
        }
        Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(file));
        Files.delete(file);
    }

    @Test
    void a_file_begun_and_rotated_away_between_two_looks_is_read() throws Exception {
        append(app, "one\n");
        settle();
        FileTime later =
                FileTime.from(Files.getLastModifiedTime(app).toInstant().plus(Duration.ofSeconds(60)));
        Files.move(app, logs.resolve("app.log.2"));
        append(logs.resolve("app.log.1"), "two\n");
        Files.setLastModifiedTime(logs.resolve("app.log.1"), later);
        append(app, "three\n");
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void a_file_begun_and_rotated_away_is_read_though_another_was_seen_written_to_later_in_the_same_look()
            throws Exception {
        Path other = logs.resolve("other.log");
        append(app, "one\n");
        append(other, "two\n");
        settle();
        Instant then = Files.getLastModifiedTime(app).toInstant();
        Files.setLastModifiedTime(other, FileTime.from(then.plus(Duration.ofSeconds(60))));
        tailer.step(clock.instant());
        Files.move(app, logs.resolve("app.log.2"));
        append(logs.resolve("app.log.1"), "three\n");
        Files.setLastModifiedTime(logs.resolve("app.log.1"), FileTime.from(then.plus(Duration.ofSeconds(30))));
        append(app, "four\n");
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "four");
    }

    @Test
    void what_was_rotated_away_before_the_agent_ever_ran_is_none_of_its() throws Exception {
        append(logs.resolve("app.log.1"), "old\n");
        Files.setLastModifiedTime(logs.resolve("app.log.1"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        append(app, "one\n");
        settle();
        Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"));
        Files.move(app, logs.resolve("app.log.1"));
        append(app, "two\n");
        settle();
        restart();
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void what_the_server_refuses_is_passed_over_and_counted() throws Exception {
        receiver.next(new Behaviour.Answer(400, "", "{\"error\":\"no\"}"));
        append(app, "bad\n");
        settle();
        append(app, "good\n");
        settle();
        MetricWriter to = new MetricWriter(Labels.of("instance", "web-7"), clock.instant());
        tailer.countsInto(to);

        assertThat(texts()).containsExactly("good");
        assertThat(Readings.of(to.batch()))
                .containsEntry("nightjar_agent_log_lines_refused_total", 1.0)
                .containsEntry("nightjar_agent_log_lines_delivered_total", 1.0)
                .containsEntry("nightjar_agent_log_lag_bytes", 0.0);
    }

    @Test
    void equal_lines_without_a_time_stay_apart_though_they_wait_in_several_files_of_one_name() throws Exception {
        receiver.otherwise(AWAY);
        for (int i = 1; i <= 3; i++) {
            append(app, "tick\ntick\n");
            tailer.step(clock.instant());
            Files.move(app, logs.resolve("app.log." + i));
        }
        append(app, "tick\ntick\n");
        settle();
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(receiver.lines()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void what_is_written_to_a_rotated_file_long_after_it_was_let_go_is_read() throws Exception {
        append(app, "one\n");
        settle();
        Path rotated = Files.move(app, logs.resolve("app.log.1"));
        append(app, "two\n");
        settle();
        append(rotated, "late\n");
        settle();
        settle();
        append(rotated, "later\n");
        settle();
        settle();

        assertThat(texts()).containsExactly("one", "two", "late", "later");
        assertThat(receiver.lines())
                .allMatch(line -> line.stream().get("filename").equals(app.toString()));
    }

    @Test
    void a_file_that_was_away_and_comes_back_goes_on_where_it_was() throws Exception {
        append(app, "one\n");
        settle();
        Path away = Files.move(app, folder.resolve("away.log"));
        settle();
        Files.move(away, app);
        append(app, "two\n");
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void a_file_made_anew_is_read_though_it_begins_as_the_one_before_it_and_may_have_its_inode() throws Exception {
        for (int run = 0; run < 5; run++) {
            append(app, "job started\n");
            settle();
            Files.delete(app);
            settle();
        }
        assertThat(texts()).hasSize(5);
    }

    @Test
    void a_file_emptied_and_written_anew_is_noticed_though_it_begins_as_before() throws Exception {
        String banner = "the same long words at each start ".repeat(10) + "\n";
        append(app, banner + "first run\n");
        settle();
        Files.writeString(app, banner + "second run, which says more than the first\n");
        settle();

        assertThat(texts())
                .containsExactly(
                        banner.strip() + " ",
                        "first run",
                        banner.strip() + " ",
                        "second run, which says more than the first");
    }

    @Test
    void who_does_not_append_leaves_a_hole_where_the_file_was_emptied_and_nobody_is_shown_its_zeros() throws Exception {
        append(app, "one\ntwo\n");
        settle();
        Files.write(app, new byte[0]);
        tailer.step(clock.instant());
        Files.write(app, ("\0".repeat(3_000_000) + "three\n").getBytes(StandardCharsets.UTF_8));
        settle();

        assertThat(texts()).containsExactly("one", "two", "three");
    }

    @Test
    void a_mark_that_comes_after_the_file_was_found_empty_still_says_how_it_is_encoded() throws Exception {
        Files.createFile(app);
        settle();
        Files.write(app, "\uFEFFgrün\n".getBytes(StandardCharsets.UTF_16LE));
        settle();
        Files.write(app, "rot\n".getBytes(StandardCharsets.UTF_8));
        settle();

        assertThat(texts()).containsExactly("grün", "rot");
    }

    @Test
    void a_copy_under_a_dated_name_is_known_from_its_first_byte_on() throws Exception {
        String lines = "one\n".repeat(100);
        append(app, lines);
        settle();
        Path copy = logs.resolve("app-20261121.log");
        for (int there : List.of(0, 300, lines.length())) {
            Files.writeString(copy, lines.substring(0, there));
            settle();
        }
        Files.writeString(app, "");
        append(app, "two\n");
        settle();

        assertThat(texts()).hasSize(101).endsWith("two");
    }

    @Test
    void a_folder_that_may_not_be_read_for_a_while_holds_up_no_other_and_is_read_on_where_it_was() throws Exception {
        Path closed = Files.createDirectory(logs.resolve("closed"));
        Path inside = closed.resolve("inside.log");
        tailer = newTailer(closed, logs);
        append(inside, "one\n");
        settle();
        append(inside, "two\n");
        append(app, "three\n");
        Files.setPosixFilePermissions(closed, Set.of());
        assumeThat(Files.isReadable(closed)).as("root may read everything").isFalse();
        try {
            settle();
            tailer = newTailer(closed, logs);
            append(app, "four\n");
            settle();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "four");
    }

    @Test
    void what_begins_as_a_short_file_that_was_sent_is_not_its_copy() throws Exception {
        append(app, "service starts\n");
        settle();
        Files.move(app, logs.resolve("app.log.3"));
        append(app, "service starts\n");
        settle();
        FileTime later =
                FileTime.from(Files.getLastModifiedTime(app).toInstant().plus(Duration.ofSeconds(60)));
        Files.move(app, logs.resolve("app.log.2"));
        append(logs.resolve("app.log.1"), "service starts\nand says more\n");
        Files.setLastModifiedTime(logs.resolve("app.log.1"), later);
        append(app, "service starts\n");
        restart();
        settle();

        assertThat(texts())
                .containsExactlyInAnyOrder(
                        "service starts", "service starts", "service starts", "and says more", "service starts");
    }

    @Test
    void links_in_a_circle_hide_no_other_file() throws Exception {
        Files.createSymbolicLink(logs.resolve("a.log"), logs.resolve("b.log"));
        Files.createSymbolicLink(logs.resolve("b.log"), logs.resolve("a.log"));
        append(app, "one\n");
        settle();
        restart();
        append(app, "two\n");
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    /** Sixty random runs of writing, rotating by name and by copy, compressing, outages, lost answers and kills. */
    @Test
    void whatever_happens_every_line_arrives_exactly_once() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> written = new ArrayList<>();
            List<Path> rotated = new ArrayList<>();
            int before = texts().size();
            for (int action = 0; action < 40; action++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> {
                        for (int n = random.nextInt(1, 5); n > 0; n--) {
                            String line = "seed " + seed + " line " + written.size();
                            written.add(line);
                            append(app, line + "\n");
                        }
                    }
                    case 3 -> receiver.next(new Behaviour.StoreAndBreak());
                    case 4 -> receiver.next(AWAY, AWAY);
                    case 5 -> {
                        if (Files.exists(app)) {
                            rotated.add(Files.move(app, logs.resolve("app.log." + seed + "0" + action)));
                        }
                    }
                    case 6 -> {
                        if (Files.exists(app)) {
                            rotated.add(copyAndEmpty("app.log." + seed + "0" + action));
                        }
                    }
                    case 7 -> {
                        if (rotated.size() > 1) {
                            compress(rotated.removeFirst());
                        }
                    }
                    case 8 -> restart();
                    default -> {}
                }
                tailer.step(clock.instant());
                clock.advance(Duration.ofMillis(random.nextInt(3000)));
            }
            for (int i = 0; i < 4; i++) {
                settle();
            }
            List<String> arrived = texts();
            assertThat(arrived.subList(before, arrived.size()))
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
