package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments while clients push lines, which send what was not acknowledged again: no line is
 * missing, none is there twice, and {@code logs verify} has nothing to complain about in what a kill leaves.
 * {@code -Dkill.rounds=100 -Dkill.seed=…} for more of it.
 */
class LogKillTest {
    private static final int WRITERS = 4;
    private static final int LONGEST_MILLIS = 1500;

    @TempDir
    Path folder;

    @Test
    void no_acknowledged_line_is_missing_and_none_is_there_twice() throws Exception {
        int rounds = Integer.getInteger("kill.rounds", 4);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.printf("log kill: -Dkill.rounds=%d -Dkill.seed=%d%n", rounds, seed);
        RandomGenerator random = new SplittableRandom(seed);
        Path data = folder.resolve("data");
        long base = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        List<LogWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new LogWriter("w" + i, base));
        }
        for (int round = 0; round < rounds; round++) {
            if (random.nextInt(4) == 0) {
                ServerProcess.startAndKill(
                        data, Duration.ofMillis(random.nextInt(LONGEST_MILLIS)), "server", "--no-agent");
            }
            try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
                List<Thread> pushing = new ArrayList<>();
                for (LogWriter writer : writers) {
                    pushing.add(writer.against(server.url("/")));
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(100 + random.nextInt(LONGEST_MILLIS)).toNanos());
                if (random.nextBoolean()) {
                    Http.post(server.url("/nightjar/v1/admin/flush"), "application/json", "{}");
                }
                server.kill();
                for (Thread each : pushing) {
                    each.join();
                }
            }
            assertThat(LogIndex.verify(data.resolve("logs"), Optional.empty(), List.of(), NanoRange.ALL)
                            .faults())
                    .as("after the kill of round %d", round)
                    .isEmpty();
        }
        long missing = 0;
        long twice = 0;
        long acknowledged = 0;
        try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
            for (LogWriter writer : writers) {
                assertThat(writer.push(server.url("/"))).isTrue();
                Map<String, Integer> found = found(server, writer);
                for (int batch = 0; batch <= writer.acknowledged(); batch++) {
                    for (int line = 0; line < LogWriter.LINES; line++) {
                        acknowledged++;
                        missing += found.containsKey(LogWriter.line(writer.name(), batch, line)) ? 0 : 1;
                    }
                }
                twice += found.values().stream().filter(times -> times > 1).count();
            }
        }
        System.out.printf(
                "log kill: %d rounds, %d lines acknowledged, %d missing, %d there twice%n",
                rounds, acknowledged, missing, twice);
        assertThat(acknowledged).isGreaterThan(100L * rounds);
        assertThat(missing).isZero();
        assertThat(twice).isZero();
    }

    private static Map<String, Integer> found(ServerProcess server, LogWriter writer) throws Exception {
        Http.Answer all = Http.get(server.url("/nightjar/v1/logs/export?since=3h&format=ndjson&query="
                + Http.encode("{writer=\"" + writer.name() + "\"}")));
        assertThat(all.status()).as(all.body()).isEqualTo(200);
        Map<String, Integer> found = new HashMap<>();
        for (String row : all.body().lines().toList()) {
            found.merge(line(row), 1, Integer::sum);
        }
        return found;
    }

    private static String line(String row) throws IOException {
        JsonNode entry = new ObjectMapper().readTree(row);
        return entry.path("line").asText();
    }
}
