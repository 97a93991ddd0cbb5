package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process again and again; what it was told is stored must be there, once. */
class KillTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    @Test
    void every_acknowledged_line_is_there_exactly_once_after_kill_minus_nine() throws Exception {
        Random random = new Random(11);
        int acknowledged = -1;
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged = writeAndKill(acknowledged + 1, 20 + random.nextInt(150));
        }
        // on a busy machine the kills may all have come before the first block was sealed
        for (int answers = 200; !anythingSealed() && answers < 20_000; answers *= 4) {
            acknowledged = writeAndKill(acknowledged + 1, answers);
        }
        Map<String, Integer> found = new HashMap<>();
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, new TestingClock(CrashingWriter.START))) {
            try (LogCursor cursor =
                    index.select(new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.ANY, List.of()))) {
                while (cursor.next()) {
                    found.merge(new String(cursor.line(), StandardCharsets.UTF_8), 1, Integer::sum);
                }
            }
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
            assertThat(index.stats().sealedBlocks())
                    .as("blocks sealed before the last kill")
                    .isPositive();
            assertThat(index.stats().templates())
                    .as("templates that sealed blocks need")
                    .isPositive();
        }
        for (int batch = 0; batch <= acknowledged; batch++) {
            for (int stream = 0; stream < 3; stream++) {
                for (int line = 0; line < CrashingWriter.LINES; line++) {
                    String text = CrashingWriter.line(batch, stream, line);
                    assertThat(found.get(text)).as(text).isEqualTo(1);
                }
            }
        }
        assertThat(found.values()).containsOnly(1);
    }

    private boolean anythingSealed() throws IOException {
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, new TestingClock(CrashingWriter.START))) {
            return index.stats().sealedBlocks() > 0;
        }
    }

    /**
     * Lets a process write from batch {@code first} on, kills it after so many answers, says the last answered. It is
     * killed by its handle, which unlike the process leaves what was printed before readable.
     */
    private int writeAndKill(int first, int answers) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = first - 1;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                last = Integer.parseInt(line);
                if (last - first + 1 == answers) {
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(last - first + 1).as("answers before the kill").isGreaterThanOrEqualTo(answers);
        return last;
    }
}
