package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rotation by renaming, and files that go away and come back. */
class RenamedLogsTest extends TailedFolder {
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
    void a_file_begun_and_rotated_away_between_two_looks_is_read() throws Exception {
        append(app, "one\n");
        settle();
        FileTime later = later(app);
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
    void a_file_that_was_away_while_the_agent_was_restarted_goes_on_where_it_was() throws Exception {
        append(app, "one\n");
        settle();
        Path away = Files.move(app, folder.resolve("away.log"));
        restart();
        settle();
        restart();
        settle();
        append(away, "two\n");
        Files.move(away, app);
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void a_batch_on_its_way_when_its_file_went_away_is_the_same_when_that_is_back() throws Exception {
        append(app, "one\n");
        settle();
        receiver.next(new Behaviour.StoreAndBreak());
        append(app, "two\n");
        for (int i = 0; i < 5 && receiver.requests().size() < 2; i++) {
            tailer.step(clock.instant());
            clock.advance(Duration.ofMillis(600));
        }
        Path away = Files.move(app, folder.resolve("away.log"));
        restart();
        settle();
        Files.move(away, app);
        settle();

        assertThat(texts()).containsExactly("one", "two");
        assertThat(receiver.requests().get(2).batchId())
                .isEqualTo(receiver.requests().get(1).batchId());
    }

    @Test
    void what_is_written_after_a_restart_to_a_file_that_was_let_go_is_read() throws Exception {
        append(app, "one\n");
        settle();
        Path rotated = Files.move(app, logs.resolve("app.log.1"));
        settle();
        restart();
        append(rotated, "late\n");
        settle();
        settle();

        assertThat(texts()).containsExactly("one", "late");
    }
}
