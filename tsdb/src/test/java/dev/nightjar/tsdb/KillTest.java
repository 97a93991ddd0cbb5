package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process with SIGKILL while it writes, and counts what it had acknowledged. */
class KillTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path directory;

    @Test
    void nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed() throws Exception {
        Random random = new Random(11);
        int last = -1;
        for (int round = 0; round < ROUNDS; round++) {
            last = KilledProcess.run(CrashWriter.class, directory, last + 1, 200 + random.nextInt(700));
            checkUpTo(last);
        }
        assertThat(last).isGreaterThan(ROUNDS * 200 - 1);
    }

    @Test
    void a_process_whose_first_deed_is_a_repair_starts() throws Exception {
        int last = KilledProcess.run(CrashWriter.class, directory, 0, 100);
        Files.delete(directory.resolve("chunks").resolve("CURRENT"));

        last = KilledProcess.run(CrashWriter.class, directory, last + 1, 100);

        checkUpTo(last);
    }

    private void checkUpTo(int last) {
        try (Tsdb tsdb = Tsdb.open(directory, CrashWriter.CONFIG, new TestingClock(CrashWriter.NOW))) {
            // the step after the last acknowledged one may have reached the log too: written again, it is there for
            // sure
            tsdb.append(CrashWriter.step(last + 1));
            SampleBuffer buffer = new SampleBuffer();
            int series = 0;
            try (SeriesCursor cursor = tsdb.select(new SeriesSelection(
                    List.of(new Matcher("__name__", Matcher.Op.MATCHES, "crash_.*")), TimeRange.ALL))) {
                while (cursor.next()) {
                    buffer.clear();
                    cursor.read(buffer);
                    int number = Integer.parseInt(cursor.labels().get("series").substring(1));
                    check(buffer, expected(number, last + 1), number);
                    series++;
                }
            }
            assertThat(series).isEqualTo(CrashWriter.SERIES);
        }
    }

    private static NavigableMap<Long, Double> expected(int series, int last) {
        TreeMap<Long, Double> expected = new TreeMap<>();
        for (int step = 0; step <= last; step++) {
            expected.put(CrashWriter.time(step), CrashWriter.value(series, step));
            if (step % 7 == 6) {
                expected.put(CrashWriter.time(step - 3), CrashWriter.overwritten(series, step - 3));
            }
        }
        return expected;
    }

    private static void check(SampleBuffer found, NavigableMap<Long, Double> expected, int series) {
        assertThat(found.size()).as("samples of series %s", series).isEqualTo(expected.size());
        int i = 0;
        for (var sample : expected.entrySet()) {
            assertThat(found.timestampMillis(i))
                    .as("time %s of series %s", i, series)
                    .isEqualTo(sample.getKey());
            assertThat(found.value(i)).as("value %s of series %s", i, series).isEqualTo(sample.getValue());
            i++;
        }
    }
}
