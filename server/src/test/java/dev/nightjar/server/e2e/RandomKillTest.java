package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments while several connections write as fast as they can, again and again over the same
 * data; now and then also while it is still opening them. {@code -Dkill.rounds=100 -Dkill.seed=…} for more of it.
 */
class RandomKillTest {
    private static final int WRITERS = 4;
    private static final int LONGEST_MILLIS = 2500;

    @TempDir
    Path folder;

    private long acknowledged;
    private long missing;
    private long wrong;

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    @Test
    void no_acknowledged_sample_is_missing_and_none_is_wrong() throws Exception {
        int rounds = Integer.getInteger("kill.rounds", 5);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.printf("kill: -Dkill.rounds=%d -Dkill.seed=%d%n", rounds, seed);
        RandomGenerator random = new SplittableRandom(seed);
        Path data = folder.resolve("data");
        long base = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        List<LoadWriter> everyone = new ArrayList<>();
        List<LoadWriter> last = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (random.nextInt(4) == 0) {
                ServerProcess.startAndKill(
                        data, Duration.ofMillis(random.nextInt(LONGEST_MILLIS)), "server", "--no-agent");
            }
            try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
                for (LoadWriter writer : last) {
                    check(server, writer, base);
                }
                last.clear();
                for (int i = 0; i < WRITERS; i++) {
                    LoadWriter writer = new LoadWriter(server.url("/"), round + "-" + i, base);
                    last.add(writer);
                    writer.start();
                }
                pause(Duration.ofMillis(100 + random.nextInt(LONGEST_MILLIS)));
                server.kill();
            }
            for (LoadWriter writer : last) {
                writer.join();
            }
            everyone.addAll(last);
        }
        acknowledged = 0;
        missing = 0;
        wrong = 0;
        try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
            for (LoadWriter writer : everyone) {
                check(server, writer, base);
            }
        }
        System.out.printf(
                "kill: %d rounds, %d samples acknowledged, %d missing, %d wrong%n",
                rounds, acknowledged, missing, wrong);
        assertThat(acknowledged).isGreaterThan(100L * rounds);
        assertThat(missing).isZero();
        assertThat(wrong).isZero();
    }

    /** Reads back what one connection wrote, by its samples. */
    private void check(ServerProcess server, LoadWriter writer, long base) throws Exception {
        JsonNode result = Http.get(server.url("/api/v1/query?query="
                        + Http.encode(LoadWriter.METRIC + "{writer=\""
                                + writer.getName().substring("writer-".length()) + "\"}[2h]")))
                .json()
                .path("data")
                .path("result");
        for (JsonNode series : result) {
            Set<Long> there = new HashSet<>();
            for (JsonNode point : series.path("values")) {
                long number = Math.round(point.get(0).asDouble() * 1000) - base;
                there.add(number);
                wrong += Double.parseDouble(point.get(1).asText()) == LoadWriter.value(number) ? 0 : 1;
            }
            for (int first : writer.acknowledged()) {
                for (int i = 0; i < LoadWriter.SAMPLES; i++) {
                    acknowledged++;
                    missing += there.contains((long) first + i) ? 0 : 1;
                }
            }
        }
        long seriesMissing = writer.acknowledged().isEmpty() ? 0 : LoadWriter.SERIES - result.size();
        missing += seriesMissing * writer.acknowledged().size() * LoadWriter.SAMPLES;
        assertThat(missing + wrong)
                .as("missing %d, wrong %d of what %s wrote", missing, wrong, writer.getName())
                .isZero();
    }
}
