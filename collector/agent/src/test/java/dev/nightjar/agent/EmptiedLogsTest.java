package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rotation by copying and emptying. */
class EmptiedLogsTest extends TailedFolder {
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
            FileTime later = later(app);
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

        assertThat(reading("nightjar_agent_log_files_vanished_total")).isEqualTo(1);
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
    void what_begins_as_a_short_file_that_was_sent_is_not_its_copy() throws Exception {
        append(app, "service starts\n");
        settle();
        Files.move(app, logs.resolve("app.log.3"));
        append(app, "service starts\n");
        settle();
        FileTime later = later(app);
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
    void what_was_on_its_way_when_it_was_copied_away_and_emptied_is_the_same_from_the_copy() throws Exception {
        append(app, "");
        settle();
        receiver.next(new Behaviour.StoreAndBreak());
        append(app, "one\ntwo\n");
        tailer.step(clock.instant());
        copyAndEmpty("app.log.1");
        append(app, "three\n");
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three");
    }
}
