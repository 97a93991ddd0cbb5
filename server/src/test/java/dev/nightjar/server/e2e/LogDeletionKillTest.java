package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.model.NanoRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while lines are deleted by a query: from the answer on nobody sees them again, whatever was on the disk
 * by then; the deletion goes on by itself after the start and comes to its end; all other lines stay. More kills:
 * {@code -Dkill.rounds=20 -Dkill.seed=…}.
 */
class LogDeletionKillTest {
    private static final int LINES = 4_000;
    private static final String DOOMED = "{app=\"shop\"} | logfmt | user=\"bob\"";

    @TempDir
    Path folder;

    private static String line(int number) {
        return "user=" + (number % 4 == 0 ? "bob" : "amy") + " order=" + number + " took=" + number * 31 % 977 + "ms";
    }

    private static void push(ServerProcess server, long baseNanos, int from, int to) throws Exception {
        StringBuilder values = new StringBuilder();
        for (int i = from; i < to; i++) {
            values.append(i == from ? "" : ",")
                    .append("[\"%d\",\"%s\"]".formatted(baseNanos + i * 1_000_000L, line(i)));
        }
        Http.Answer answer = Http.post(
                server.url("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{\"app\":\"shop\"},\"values\":[" + values + "]}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    private static void onlyAmyIsThere(ServerProcess server, String when) throws Exception {
        Http.Answer all =
                Http.get(server.url("/nightjar/v1/logs/export?since=3h&query=" + Http.encode("{app=\"shop\"}")));
        List<String> found = new ArrayList<>();
        for (String row : all.body().lines().toList()) {
            found.add(new ObjectMapper().readTree(row).path("line").asText());
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            if (i % 4 != 0) {
                expected.add(line(i));
            }
        }
        assertThat(found).as(when).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_deletion_that_was_killed_goes_on_and_nothing_comes_back() throws Exception {
        int rounds = Integer.getInteger("kill.rounds", 3);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.printf("deletion kill: -Dkill.rounds=%d -Dkill.seed=%d%n", rounds, seed);
        RandomGenerator random = new SplittableRandom(seed);
        Path data = folder.resolve("data");
        long base = Instant.now().minus(Duration.ofHours(1)).getEpochSecond() * 1_000_000_000L;
        try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
            push(server, base, 0, LINES / 2);
            Http.post(server.url("/nightjar/v1/admin/flush"), "application/json", "{}");
            push(server, base, LINES / 2, LINES);
            Http.Answer accepted =
                    Http.post(server.url("/loki/api/v1/delete?start=0&query=" + Http.encode(DOOMED)), "text/plain", "");
            assertThat(accepted.status()).as(accepted.body()).isEqualTo(204);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
            server.kill();
        }
        for (int round = 1; round < rounds; round++) {
            try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
                onlyAmyIsThere(server, "after kill " + round);
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
                server.kill();
            }
        }
        try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
            onlyAmyIsThere(server, "after the last kill");
            Http.post(server.url("/nightjar/v1/admin/flush"), "application/json", "{}");
            assertThat(endState(server)).isEqualTo("processed");
            onlyAmyIsThere(server, "when it is done");
        }
        assertThat(LogIndex.verify(data.resolve("logs"), Optional.empty(), List.of(), NanoRange.ALL)
                        .faults())
                .isEmpty();
    }

    /** Of the one deletion, when it has one, or what it is after a minute. */
    private static String endState(ServerProcess server) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        String status;
        do {
            JsonNode requests = Http.get(server.url("/loki/api/v1/delete")).json();
            assertThat(requests.size()).isEqualTo(1);
            status = requests.at("/0/status").asText();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        } while ((status.equals("received") || status.endsWith("Complete"))
                && Instant.now().isBefore(deadline));
        return status;
    }
}
