package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files begun and rotated away before they were looked at. */
class UnseenCopiesTest extends TailedFolder {
    @ParameterizedTest
    @ValueSource(strings = {"new.log.1", "new.log-20261122", "new.log.1.gz", "new.log-20261122-1.gz"})
    void a_log_that_nobody_ever_saw_is_read_from_what_rotation_made_of_it(String rotated) throws Exception {
        settle();
        Path plain = logs.resolve(rotated.replace(".gz", ""));
        append(plain, "one\ntwo\n");
        if (rotated.endsWith(".gz")) {
            compress(plain);
        }
        settle();
        restart();
        settle();

        assertThat(texts()).containsExactly("one", "two");
        assertThat(receiver.lines())
                .allMatch(line -> line.stream()
                        .get("filename")
                        .equals(logs.resolve("new.log").toString()));
    }

    @Test
    void a_log_begun_and_rotated_away_while_none_of_its_name_was_there_is_read() throws Exception {
        append(app, "one\n");
        settle();
        Files.move(app, logs.resolve("app.log.2"));
        settle();
        append(logs.resolve("app.log.1"), "two\n");
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void it_is_read_though_who_compressed_it_keeps_its_time_in_whole_seconds() throws Exception {
        append(app, "one\n");
        settle();
        FileTime before = Files.getLastModifiedTime(app);
        append(logs.resolve("app.log.1"), "two\n");
        Files.setLastModifiedTime(
                compress(logs.resolve("app.log.1")),
                FileTime.from(before.toInstant().truncatedTo(ChronoUnit.SECONDS)));
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void copies_that_were_there_at_the_first_start_are_never_read_not_even_compressed_anew() throws Exception {
        append(logs.resolve("app.log.1"), "old\n");
        append(logs.resolve("gone.log.1"), "old, of a log that is written no more\n");
        append(app, "one\n");
        restart();
        settle();
        FileTime later = later(app);
        Files.setLastModifiedTime(compress(logs.resolve("gone.log.1")), later);
        Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"));
        Files.setLastModifiedTime(compress(logs.resolve("app.log.2")), later);
        Files.move(app, logs.resolve("app.log.1"));
        append(app, "two\n");
        settle();
        restart();
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void an_old_copy_that_somebody_puts_back_is_not_read() throws Exception {
        append(app, "one\n");
        settle();
        Path restored = Files.writeString(folder.resolve("restored"), "of last month\n");
        Files.setLastModifiedTime(restored, FileTime.from(Instant.parse("2026-10-21T04:00:00Z")));
        Files.move(restored, logs.resolve("app.log.9"));
        settle();
        restart();
        settle();

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void what_only_looks_like_a_rotated_log_is_left_alone() throws Exception {
        append(app, "one\n");
        settle();
        for (String name :
                List.of("app.log~", ".app.log.swp", "app.log.tmp", "dump.sql.gz", "backup-20261122.tar.gz")) {
            append(logs.resolve(name), "no log\n");
        }
        settle();

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void what_is_rotated_away_in_a_folder_made_while_the_agent_runs_is_read() throws Exception {
        tail(LogFiles.of(logs + "/*/*.log"));
        settle();
        Path service = Files.createDirectory(logs.resolve("shop"));
        append(service.resolve("web.log.1"), "one\n");
        append(service.resolve("web.log"), "two\n");
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void several_unseen_ones_arrive_in_the_order_in_which_they_were_written() throws Exception {
        append(app, "2026-11-21T04:00:00Z 0\n");
        settle();
        FileTime time = Files.getLastModifiedTime(app);
        for (int i = 3; i >= 1; i--) {
            time = FileTime.from(time.toInstant().plus(Duration.ofSeconds(60)));
            append(logs.resolve("app.log." + i), "2026-11-21T04:00:00Z " + (4 - i) + "\n");
            Files.setLastModifiedTime(logs.resolve("app.log." + i), time);
        }
        settle();

        assertThat(receiver.lines().stream()
                        .sorted(Comparator.comparingLong(Line::timestampNanos))
                        .map(line -> line.text().substring(line.text().indexOf(' ') + 1)))
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void several_that_hold_the_same_are_not_copies_of_each_other() throws Exception {
        append(app, "one\n");
        settle();
        for (int i = 1; i <= 3; i++) {
            append(logs.resolve("app.log." + i), "2026-11-21T04:00:00Z tick\n".repeat(100));
        }
        settle();

        assertThat(receiver.lines()).hasSize(301).doesNotHaveDuplicates();
    }

    @Test
    void compressed_ones_of_one_line_over_and_over_are_not_copies_of_what_was_compressed_before() throws Exception {
        String day = "ok\n".repeat(200);
        append(app, day);
        settle();
        compress(Files.move(app, logs.resolve("app.log.1")));
        append(app, day);
        settle();
        Files.move(logs.resolve("app.log.1.gz"), logs.resolve("app.log.3.gz"));
        compress(Files.move(app, logs.resolve("app.log.2")));
        append(logs.resolve("app.log.1"), day);
        compress(logs.resolve("app.log.1"));
        append(app, "ok\n");
        restart();
        settle();
        restart();
        settle();

        assertThat(receiver.lines()).hasSize(601).doesNotHaveDuplicates();
    }

    @Test
    void one_that_is_longer_is_not_what_an_older_one_became() throws Exception {
        append(app, "ok\n".repeat(200));
        settle();
        compress(Files.move(app, logs.resolve("app.log.1")));
        settle();
        Files.move(logs.resolve("app.log.1.gz"), logs.resolve("app.log.2.gz"));
        append(logs.resolve("app.log.1"), "ok\n".repeat(300));
        compress(logs.resolve("app.log.1"));
        settle();

        assertThat(receiver.lines()).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void what_is_rotated_away_in_a_folder_made_while_no_agent_ran_is_read() throws Exception {
        tail(LogFiles.of(logs + "/*/*.log"));
        append(Files.createDirectory(logs.resolve("till")).resolve("web.log"), "one\n");
        settle();
        FileTime later = later(logs.resolve("till/web.log"));
        Path service = Files.createDirectory(logs.resolve("shop"));
        append(service.resolve("web.log.1"), "two\n");
        Files.setLastModifiedTime(service.resolve("web.log.1"), later);
        tail(LogFiles.of(logs + "/*/*.log"));
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }
}
