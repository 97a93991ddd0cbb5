package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    Path directory;

    @Test
    void a_snapshot_is_a_store_with_everything_acknowledged_before_it() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger(-1);
        AtomicBoolean done = new AtomicBoolean();
        try (Tsdb tsdb = open(directory)) {
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int step = 0; step < 3000 && !done.get(); step++) {
                    tsdb.append(CrashWriter.step(step));
                    acknowledged.set(step);
                }
            });
            for (int round = 0; round < 5; round++) {
                while (acknowledged.get() < 60 * (round + 1)) {
                    Thread.onSpinWait();
                }
                int least = acknowledged.get();
                String name = tsdb.admin().snapshot(false);
                assertThat(name).matches("20261120T120000Z-[0-9a-f]{16}");
                try (Tsdb copy = open(directory.resolve("snapshots").resolve(name))) {
                    assertThat(distinctTimes(copy)).isGreaterThanOrEqualTo(CrashWriter.times(least));
                    assertThat(copy.admin().statistics(1).known()).isEqualTo(CrashWriter.SERIES);
                }
            }
            done.set(true);
            writer.join();
        }
    }

    @Test
    void the_store_goes_on_apart_from_its_snapshot() throws Exception {
        String name;
        try (Tsdb tsdb = open(directory)) {
            for (int step = 0; step < 600; step++) {
                tsdb.append(CrashWriter.step(step));
            }
            name = tsdb.admin().snapshot(false);
            for (int step = 600; step < 1300; step++) {
                tsdb.append(CrashWriter.step(step));
            }
            tsdb.flush();
        }
        try (Tsdb copy = open(directory.resolve("snapshots").resolve(name))) {
            assertThat(distinctTimes(copy)).isEqualTo(CrashWriter.times(599));
            copy.append(CrashWriter.step(600));
            copy.flush();
            assertThat(distinctTimes(copy)).isEqualTo(CrashWriter.times(600));
        }
        try (Tsdb tsdb = open(directory)) {
            assertThat(distinctTimes(tsdb)).isEqualTo(CrashWriter.times(1299));
        }
    }

    @Test
    void without_the_head_only_what_was_sealed_is_there() throws Exception {
        try (Tsdb tsdb = open(directory)) {
            for (int step = 0; step < 100; step++) {
                tsdb.append(CrashWriter.step(step));
            }
            tsdb.flush();
            tsdb.append(CrashWriter.step(100));
            String name = tsdb.admin().snapshot(true);
            try (Tsdb copy = open(directory.resolve("snapshots").resolve(name))) {
                assertThat(distinctTimes(copy)).isEqualTo(CrashWriter.times(99));
            }
        }
    }

    @Test
    void what_a_crash_left_of_a_snapshot_is_deleted_at_the_next_start() throws Exception {
        Path left = directory.resolve("snapshots/20261120T120000Z-0000000000000001.unfinished/head");
        Files.createDirectories(left);
        Files.createFile(left.resolve("unfinished"));
        open(directory).close();
        try (Stream<Path> found = Files.list(directory.resolve("snapshots"))) {
            assertThat(found).isEmpty();
        }
    }

    private static Tsdb open(Path at) {
        return Tsdb.open(at, CrashWriter.CONFIG, new TestingClock(CrashWriter.NOW));
    }

    /** Samples of the series that has the fewest. */
    private static int distinctTimes(Tsdb tsdb) {
        SampleBuffer buffer = new SampleBuffer();
        int least = Integer.MAX_VALUE;
        try (SeriesCursor cursor = tsdb.select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            while (cursor.next()) {
                buffer.clear();
                cursor.read(buffer);
                least = Math.min(least, buffer.size());
            }
        }
        return least;
    }
}
