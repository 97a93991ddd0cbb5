package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent and a server over a bad road, both killed at random, while log files are written and rotated and the host is
 * read every second into a spool that is too small for the longer outages. At the end every line is stored once, and as
 * many samples as the agent says the server has. {@code -Dsoak.minutes=60 -Dsoak.seed=…} for the real thing, {@code
 * -Dsoak.minutes=0} for each kind of trouble once, shortened; without it, it is skipped.
 */
class AgentSoakTest {
    private static final int LINES_AT_ONCE = 5;
    private static final Duration WRITE_EVERY = Duration.ofMillis(200);

    @TempDir
    Path folder;

    /** What goes wrong. */
    private enum Trouble {
        AGENT_KILLED,
        SERVER_KILLED,
        BOTH_KILLED,
        SILENCE,
        ANSWERS_LOST,
        ANSWERS_500,
        SPOOL_FULL
    }

    private final double minutes = Double.parseDouble(System.getProperty("soak.minutes", "0"));
    private final long seed = Long.getLong("soak.seed", System.nanoTime());
    private final Instant begun = Instant.now();
    private final RandomGenerator random = new SplittableRandom(seed);
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private final AtomicBoolean writing = new AtomicBoolean(true);

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /** As long as it says in a long run, a moment in a short one. */
    private Duration lasting(int atLeastSeconds, int atMostSeconds) {
        long millis = random.nextLong(atLeastSeconds * 1000L, atMostSeconds * 1000L + 1);
        return Duration.ofMillis(minutes == 0 ? Math.min(300, millis) : millis);
    }

    @Test
    void whatever_breaks_all_lines_and_samples_are_stored_once() throws Exception {
        assumeThat(System.getProperty("soak.minutes"))
                .as("this takes minutes: -Dsoak.minutes=60, or 0 for each kind of trouble once, shortened")
                .isNotNull();
        System.out.printf("soak: -Dsoak.minutes=%s -Dsoak.seed=%d%n", minutes, seed);
        try (SoakedPair pair = SoakedPair.start(folder)) {
            Thread writer = Thread.ofPlatform().name("soak-writer").start(() -> write(pair.logs()));
            try {
                // a file rotated away before the agent ever ran is none of its
                Http.until(Duration.ofMinutes(1), () -> linesStored(pair), stored -> stored > 0);
                for (Trouble each : Trouble.values()) {
                    trouble(each, pair);
                }
                Instant end = begun.plusMillis((long) (minutes * 60_000));
                while (Instant.now().isBefore(end)) {
                    trouble(Trouble.values()[random.nextInt(Trouble.values().length)], pair);
                }
            } finally {
                writing.set(false);
                writer.join();
            }
            check(pair);
        }
    }

    private void write(List<RotatedLog> logs) {
        try {
            while (writing.get()) {
                for (RotatedLog log : logs) {
                    log.write(LINES_AT_ONCE, Instant.now());
                }
                pause(WRITE_EVERY);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void rotate(SoakedPair pair) throws IOException {
        for (RotatedLog log : pair.logs()) {
            if (random.nextBoolean() || log.rotations() == 0) {
                log.rotate();
            }
        }
    }

    private void trouble(Trouble kind, SoakedPair pair) throws Exception {
        troubles.merge(kind, 1, Integer::sum);
        System.out.printf("soak: %s %s%n", Duration.between(begun, Instant.now()), kind);
        switch (kind) {
            case AGENT_KILLED -> {
                pair.killAgent();
                rotate(pair);
                pause(lasting(0, 3));
                pair.startAgent();
            }
            case SERVER_KILLED -> {
                pair.killServer();
                pause(lasting(0, 10));
                pair.startServer();
            }
            case BOTH_KILLED -> {
                pair.killServer();
                pair.killAgent();
                rotate(pair);
                pair.startServer();
                pair.startAgent();
            }
            case SILENCE -> {
                pair.road().become(FaultyRoad.State.SILENT);
                pause(lasting(1, 20));
                rotate(pair);
                pause(lasting(1, 20));
            }
            case ANSWERS_LOST -> {
                pair.road().become(FaultyRoad.State.LOSES_ANSWERS);
                pause(lasting(1, 8));
            }
            case ANSWERS_500 -> {
                pair.road().become(FaultyRoad.State.FAILS);
                pause(lasting(60, 60));
                rotate(pair);
            }
            case SPOOL_FULL -> {
                pair.road().become(FaultyRoad.State.SILENT);
                pause(lasting(45, 60));
                pair.killAgent();
                pair.startAgent();
            }
        }
        pair.road().become(FaultyRoad.State.OPEN);
        pause(lasting(2, 15));
    }

    private void check(SoakedPair pair) throws Exception {
        long lines = 0;
        for (RotatedLog log : pair.logs()) {
            lines += log.numbered() + log.ticks();
        }
        long all = lines;
        Http.until(Duration.ofMinutes(3), () -> linesStored(pair), stored -> stored >= all, Duration.ofSeconds(1));
        pair.road().become(FaultyRoad.State.SILENT);
        pause(Duration.ofSeconds(2)); // for what is under way to be answered, and noted
        assertThat(pair.stopAgent()).as("the agent ends when it is asked to").isTrue();
        List<String> wrong = new ArrayList<>();
        for (RotatedLog log : pair.logs()) {
            compare(pair, log, wrong);
        }
        long[] position = pair.spoolPosition();
        long stored = scalar(pair, "/api/v1/query", "sum(count_over_time({instance=\"soak\", job=\"node\"}[1d]))");
        System.out.printf(
                "soak: %s, %d rotations; %d lines, %d wrong; samples: %d delivered, %d stored, %d refused, %d dropped"
                        + " for want of room; %d answers lost, %d answered 500%n",
                troubles,
                pair.logs().stream().mapToInt(RotatedLog::rotations).sum(),
                lines,
                wrong.size(),
                position[0],
                stored,
                position[1],
                position[2],
                pair.road().lostAnswers(),
                pair.road().failed());
        assertThat(wrong).as(() -> "the agent said:\n" + pair.agentSaid()).isEmpty();
        // what was stored, its answer lost, and dropped for want of room before it was sent again, counts as dropped
        assertThat(stored)
                .as("samples stored, and delivered by the agent's account")
                .isBetween(position[0], position[0] + position[2]);
        assertThat(position[1]).as("samples refused").isZero();
        assertThat(stored).isGreaterThan(500);
    }

    private static long linesStored(SoakedPair pair) throws Exception {
        return scalar(pair, "/loki/api/v1/query", "sum(count_over_time({instance=\"soak\"}[1d]))");
    }

    private static long scalar(SoakedPair pair, String path, String query) throws Exception {
        return Http.get(pair.url(path + "?query=" + Http.encode(query)))
                .json()
                .at("/data/result/0/value/1")
                .asLong();
    }

    /** Adds a word for each line that is missing or there twice. */
    private static void compare(SoakedPair pair, RotatedLog log, List<String> wrong) throws Exception {
        Map<String, Integer> found = new HashMap<>();
        ObjectMapper json = new ObjectMapper();
        Http.Answer rows = Http.get(pair.url("/nightjar/v1/logs/export?since=24h&format=ndjson&query="
                + Http.encode("{instance=\"soak\", filename=~\".*/" + log.name() + ".log\"}")));
        assertThat(rows.status()).as(rows.body()).isEqualTo(200);
        for (String row : rows.body().lines().toList()) {
            String line = json.readTree(row).path("line").asText();
            found.merge(line.substring(line.indexOf(' ') + 1), 1, Integer::sum);
        }
        for (long number = 0; number < log.numbered(); number++) {
            String text = RotatedLog.text(log.name(), number);
            int times = found.getOrDefault(text, 0);
            if (times != 1) {
                wrong.add(times + " times: " + text);
            }
        }
        int ticks = found.getOrDefault(RotatedLog.tick(), 0);
        if (ticks != log.ticks()) {
            wrong.add(ticks + " times of " + log.ticks() + ": " + RotatedLog.tick());
        }
    }
}
