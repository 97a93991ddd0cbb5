package dev.nightjar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.StoredEvent;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalKillTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void every_acknowledged_append_survives_kill_9_whole_and_in_order() throws Exception {
        long acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            acknowledged = Math.max(acknowledged, appendUntilKilled(20 + 60 * round));
            try (Journal journal = Journal.open(directory)) {
                assertThat(journal.lastOffset()).isGreaterThanOrEqualTo(acknowledged);
                assertThat(journal.verify()).isEqualTo(new Verification.Intact(journal.lastOffset()));
                assertPairsAreWhole(journal.readAfter(0, Integer.MAX_VALUE));
            }
        }
    }

    private static void assertPairsAreWhole(List<StoredEvent> events) {
        assertThat(events.size()).isEven();
        for (int i = 0; i < events.size(); i += 2) {
            IncidentNoted first = (IncidentNoted) events.get(i).event();
            IncidentNoted second = (IncidentNoted) events.get(i + 1).event();
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(first.by()).isEqualTo("first");
            assertThat(second.by()).isEqualTo("second");
        }
    }

    /** Lets another JVM append from two threads and kills it after so many acknowledgements; the largest one heard. */
    private long appendUntilKilled(int acknowledgements) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < acknowledgements; i++) {
                String line = lines.readLine();
                assertThat(line).as("the appending process ended by itself").isNotNull();
                last = Math.max(last, Long.parseLong(line));
            }
            // By its handle: Process.destroyForcibly would close the pipe that still holds acknowledgements.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The kill may cut the last line: a cut number is a smaller number, and changes nothing.
                last = line.isEmpty() ? last : Math.max(last, Long.parseLong(line));
            }
        }
        process.waitFor();
        return last;
    }

    /** The process that is killed: prints each offset once it is acknowledged. */
    static final class Appender {
        public static void main(String[] arguments) throws InterruptedException {
            Journal journal = Journal.open(Path.of(arguments[0]));
            AtomicInteger number = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    while (true) {
                        String text = Thread.currentThread().threadId() + "/" + number.incrementAndGet();
                        Instant at = Instant.ofEpochSecond(1);
                        long offset = journal.append(List.of(
                                new IncidentNoted(at, "i", "first", text), new IncidentNoted(at, "i", "second", text)));
                        System.out.println(offset);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
