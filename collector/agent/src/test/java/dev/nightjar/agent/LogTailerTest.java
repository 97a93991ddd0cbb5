package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import dev.nightjar.testkit.TestingReceiver.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines of one file on their way. */
class LogTailerTest extends TailedFolder {
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
    void what_the_server_refuses_is_passed_over_and_counted() throws Exception {
        receiver.next(new Behaviour.Answer(400, "", "{\"error\":\"no\"}"));
        append(app, "bad\n");
        settle();
        append(app, "good\n");
        settle();

        assertThat(texts()).containsExactly("good");
        assertThat(reading("nightjar_agent_log_lines_refused_total")).isEqualTo(1);
        assertThat(reading("nightjar_agent_log_lines_delivered_total")).isEqualTo(1);
        assertThat(reading("nightjar_agent_log_lag_bytes")).isZero();
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
    void a_folder_that_may_not_be_read_for_a_while_holds_up_no_other_and_is_read_on_where_it_was() throws Exception {
        Path closed = Files.createDirectory(logs.resolve("closed"));
        Path inside = closed.resolve("inside.log");
        tail(closed, logs);
        append(inside, "one\n");
        settle();
        append(inside, "two\n");
        append(app, "three\n");
        Files.setPosixFilePermissions(closed, Set.of());
        assumeThat(Files.isReadable(closed)).as("root may read everything").isFalse();
        try {
            settle();
            tail(closed, logs);
            append(app, "four\n");
            settle();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "four");
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
}
