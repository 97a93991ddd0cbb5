package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader behind writers at full speed, while blocks fill, are sealed and committed. */
class FollowingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final int WRITERS = 3;
    private static final int BATCHES = 200;
    private static final int LINES = 40;

    @TempDir
    Path folder;

    private static void write(LogIndex index, int writer) {
        Random random = new Random(writer);
        for (int batch = 0; batch < BATCHES; batch++) {
            List<LogBatch.Stream> streams = new ArrayList<>();
            for (int s = 0; s < 4; s++) {
                LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("service", "s" + (s + writer)));
                for (int i = 0; i < LINES / 4; i++) {
                    String line = writer + "/" + batch + "/" + s + "/" + i;
                    stream.line(NOW_NANOS - random.nextInt(10_000), line.getBytes(StandardCharsets.UTF_8));
                }
                streams.add(stream.build());
            }
            IngestResult result = index.append(new LogBatch(streams));
            while (result instanceof IngestResult.Overloaded) {
                Thread.onSpinWait();
                result = index.append(new LogBatch(streams));
            }
        }
    }

    @Test
    void every_line_comes_exactly_once() throws IOException, InterruptedException {
        LogIndexConfig config = LogIndexConfig.DEFAULTS.withBlockBytes(2048).withWal(8192, 65536);
        List<String> read = new ArrayList<>();
        int all = WRITERS * BATCHES * LINES;
        try (LogIndex index = LogIndex.open(folder, config, new TestingClock(NOW))) {
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(Thread.ofPlatform().start(() -> write(index, number)));
            }
            Random random = new Random(5);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            long at = 0;
            while (read.size() < all && System.nanoTime() < deadline) {
                at = readSome(index, at, 1 + random.nextInt(500), read);
                if (random.nextInt(20) == 0) {
                    index.housekeep();
                }
            }
            for (Thread writer : writers) {
                assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
            }
            assertThat(index.stats().sealedBlocks()).isGreaterThan(10);
            assertThat(readSome(index, at, all, read)).isEqualTo(index.lastArrival());
        }
        assertThat(read).hasSize(all).doesNotHaveDuplicates();
    }

    private static long readSome(LogIndex index, long after, int some, List<String> to) {
        int left = some;
        try (LogArrivals arrivals = index.arrivals(List.of(), after, Long.MAX_VALUE)) {
            while (arrivals.next()) {
                to.add(new String(arrivals.line(), StandardCharsets.UTF_8));
                if (--left <= 0 && arrivals.mayStop()) {
                    break;
                }
            }
            return arrivals.through();
        }
    }
}
