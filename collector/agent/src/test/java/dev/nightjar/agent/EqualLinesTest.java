package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A store keeps a line of equal stream, time and text once: lines that say the same are told apart by their time. */
class EqualLinesTest extends TailedFolder {
    private static final String TICK = "2026-11-21T04:00:00Z tick\n";

    private void assertApart(int lines) {
        assertThat(receiver.lines()).hasSize(lines).doesNotHaveDuplicates();
        long second = clock.instant().getEpochSecond();
        assertThat(receiver.lines())
                .filteredOn(line -> line.text().equals(TICK.strip()))
                .allMatch(line -> line.timestampNanos() / 1_000_000_000L <= second);
    }

    @Test
    void in_files_rotated_by_name_within_one_second() throws Exception {
        for (int i = 1; i <= 5; i++) {
            append(app, TICK.repeat(1000));
            tailer.step(clock.instant());
            Files.move(app, logs.resolve("app.log." + i));
        }
        settle();
        assertApart(5000);
    }

    @Test
    void in_a_file_copied_away_and_emptied_within_one_second() throws Exception {
        for (int i = 1; i <= 5; i++) {
            append(app, TICK.repeat(1000 + i)); // each longer: that it was emptied is seen by what was shipped of it
            tailer.step(clock.instant());
            copyAndEmpty("app.log." + i);
            tailer.step(clock.instant());
        }
        settle();
        assertApart(5015);
    }

    @Test
    void over_a_restart_and_the_same_again_where_they_are_sent_again() throws Exception {
        append(app, TICK.repeat(1000));
        settle();
        Files.move(app, logs.resolve("app.log.1"));
        append(app, TICK.repeat(1000));
        receiver.next(new Behaviour.StoreAndBreak());
        tailer.step(clock.instant());
        restart();
        settle();
        assertApart(2000);
        Path state = folder.resolve("state/log-checkpoints");
        assertThat(Files.readString(state)).contains("\t10036000\t"); // 26 bytes a line, and room for late ones
    }

    @Test
    void and_stay_in_order_from_one_file_to_the_next() throws Exception {
        for (int i = 0; i < 4; i++) {
            append(app, "2026-11-21T04:00:00Z " + 2 * i + "\n2026-11-21T04:00:00Z " + (2 * i + 1) + "\n");
            tailer.step(clock.instant());
            Files.move(app, logs.resolve("app.log." + i));
        }
        settle();
        List<Long> numbers = receiver.lines().stream()
                .sorted(Comparator.comparingLong(Line::timestampNanos))
                .map(line -> Long.parseLong(line.text().substring(line.text().indexOf(' ') + 1)))
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.range(0, 8).boxed().toList());
    }
}
