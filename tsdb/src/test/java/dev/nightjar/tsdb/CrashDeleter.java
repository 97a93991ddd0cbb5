package dev.nightjar.tsdb;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The process that {@link DeletionKillTest} kills: writes and deletes by turns, over two days. */
final class CrashDeleter {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    /** Small enough that checkpoints happen all the time. */
    static final TsdbConfig CONFIG = TsdbConfig.DEFAULTS.withMaxLogBytes(1 << 20);

    private static final int SERIES = 200;
    private static final long START = NOW.minus(Duration.ofDays(1)).toEpochMilli();

    private CrashDeleter() {}

    /** Arguments: directory, first step. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Tsdb tsdb = open(Path.of(arguments[0]));
        for (int step = Integer.parseInt(arguments[1]); ; step++) {
            act(tsdb, step);
            System.out.println(step);
            if (step % 97 == 96) {
                tsdb.tend();
            }
            if (step % 151 == 150) {
                tsdb.admin().cleanTombstones();
            }
        }
    }

    static Tsdb open(Path directory) {
        return Tsdb.open(directory, CONFIG, new TestingClock(NOW));
    }

    static void act(Tsdb tsdb, int step) {
        SeriesSelection deleted = deletedIn(step);
        if (deleted != null) {
            tsdb.admin().delete(List.of(deleted));
        } else if (!(tsdb.append(writtenIn(step)) instanceof IngestResult.Accepted)) {
            throw new IllegalStateException("step " + step + " was refused");
        }
    }

    private static SampleBatch writtenIn(int step) {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int series = step % 3; series < SERIES; series += 1 + step % 4) {
            batch.series(labels(series)).sample(time(step), step + series);
        }
        return batch.build();
    }

    /** Every seventeenth step deletes: whole series, or a few of them within some hours. */
    private static @Nullable SeriesSelection deletedIn(int step) {
        if (step % 17 != 16) {
            return null;
        }
        Random random = new Random(step);
        Matcher matcher = switch (random.nextInt(3)) {
            case 0 -> Matcher.equal("__name__", "crash_" + random.nextInt(5));
            case 1 -> new Matcher("series", Matcher.Op.MATCHES, "s" + random.nextInt(10) + ".*");
            default -> Matcher.equal("series", "s" + random.nextInt(SERIES));
        };
        long from = time(random.nextInt(step));
        TimeRange range = random.nextBoolean()
                ? TimeRange.ALL
                : new TimeRange(
                        from, from + Duration.ofHours(random.nextInt(30)).toMillis());
        return new SeriesSelection(List.of(matcher), range);
    }

    private static Labels labels(int series) {
        return Labels.of("__name__", "crash_" + series % 5, "series", "s" + series);
    }

    /** The two days are gone through again and again, so that much comes late and is written over. */
    private static long time(int step) {
        return START + step % 800 * 100_000L;
    }

    /** What is stored after all steps up to {@code last}. */
    static NavigableMap<Labels, NavigableMap<Long, Double>> expectedAfter(int last) {
        NavigableMap<Labels, NavigableMap<Long, Double>> expected = new TreeMap<>();
        for (int step = 0; step <= last; step++) {
            SeriesSelection deleted = deletedIn(step);
            if (deleted == null) {
                for (int series = step % 3; series < SERIES; series += 1 + step % 4) {
                    expected.computeIfAbsent(labels(series), key -> new TreeMap<>())
                            .put(time(step), (double) step + series);
                }
            } else {
                expected.forEach((labels, samples) -> {
                    if (deleted.matches(labels)) {
                        samples.keySet().removeIf(deleted.range()::contains);
                    }
                });
                expected.values().removeIf(NavigableMap::isEmpty);
            }
        }
        return expected;
    }
}
