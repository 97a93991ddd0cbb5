package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does to a store, and to a map, whatever may be done to it in any order, crashes included, and compares. */
class StoreHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long DAYS = Duration.ofDays(3).toMillis();
    private static final int SERIES = 60;

    @TempDir
    Path directory;

    private final TreeMap<Labels, NavigableMap<Long, Double>> expected = new TreeMap<>();
    private final List<String> history = new ArrayList<>();
    private final TestingClock clock = new TestingClock(NOW);
    private Random random = new Random(0);
    private int stores;
    private long newest = NOW.toEpochMilli() - DAYS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void the_store_holds_what_was_written_and_not_deleted(long seed) throws Exception {
        random = new Random(seed);
        Tsdb tsdb = open();
        try {
            for (int step = 0; step < 250; step++) {
                tsdb = act(tsdb);
                if (step % 10 == 9) {
                    compare(tsdb);
                }
            }
        } finally {
            tsdb.close();
        }
    }

    private Tsdb act(Tsdb tsdb) throws Exception {
        int dice = random.nextInt(100);
        if (dice < 60) {
            write(tsdb, 1 + random.nextInt(30));
        } else if (dice < 78) {
            delete(tsdb);
        } else if (dice < 84) {
            history.add("flush");
            tsdb.flush();
        } else if (dice < 88) {
            history.add("clean");
            tsdb.admin().cleanTombstones();
        } else if (dice < 91) {
            history.add("snapshot");
            String name = tsdb.admin().snapshot(false);
            Path copy = directory.resolve("" + stores).resolve("snapshots").resolve(name);
            tsdb.close();
            Disks.copy(copy, directory.resolve("" + ++stores));
            return open();
        } else if (dice < 94) {
            history.add("restart");
            tsdb.close();
            return open();
        } else {
            history.add("crash");
            Disks.copy(directory.resolve("" + stores), directory.resolve("" + (stores + 1)));
            tsdb.close();
            stores++;
            return open();
        }
        return tsdb;
    }

    private Tsdb open() {
        return Tsdb.open(directory.resolve("" + stores), TsdbConfig.DEFAULTS.withMaxLogBytes(1 << 20), clock);
    }

    private void write(Tsdb tsdb, int batches) {
        history.add("write " + batches);
        for (int i = 0; i < batches; i++) {
            SampleBatch.Builder batch = SampleBatch.builder();
            long step = random.nextInt(20) == 0 ? DAYS / 7 : 60_000;
            newest = Math.min(NOW.toEpochMilli(), newest + step);
            int first = random.nextInt(SERIES);
            int count = 1 + random.nextInt(SERIES - first);
            for (int k = first; k < first + count; k++) {
                Labels labels = labels(k);
                batch.series(labels);
                put(batch, labels, newest, random.nextInt(1000));
                if (random.nextInt(40) == 0) {
                    put(batch, labels, newest - random.nextInt(200) * 60_000L, random.nextInt(1000) / 4.0);
                }
            }
            assertThat(tsdb.append(batch.build())).isInstanceOf(IngestResult.Accepted.class);
        }
    }

    private void put(SampleBatch.Builder batch, Labels labels, long time, double value) {
        batch.sample(time, value);
        expected.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, value);
    }

    private static Labels labels(int k) {
        return Labels.of("__name__", "m" + k % 3, "k", "" + k, "job", k < 40 ? "a" : "b");
    }

    private void delete(Tsdb tsdb) {
        List<Matcher> matchers = new ArrayList<>();
        if (random.nextBoolean()) {
            matchers.add(Matcher.equal("__name__", "m" + random.nextInt(3)));
        }
        switch (random.nextInt(4)) {
            case 0 -> matchers.add(Matcher.equal("job", "b"));
            case 1 -> matchers.add(new Matcher("k", Matcher.Op.MATCHES, random.nextInt(6) + ".*"));
            default -> matchers.add(Matcher.equal("k", "" + random.nextInt(SERIES)));
        }
        long start = NOW.toEpochMilli() - random.nextLong(DAYS);
        TimeRange range = random.nextInt(3) == 0
                ? TimeRange.ALL
                : new TimeRange(
                        start, start + random.nextLong(Duration.ofDays(2).toMillis()));
        SeriesSelection selection = new SeriesSelection(matchers, range);
        history.add("delete " + selection);
        tsdb.admin().delete(List.of(selection));
        expected.forEach((labels, samples) -> {
            if (selection.matches(labels)) {
                samples.keySet().removeIf(range::contains);
            }
        });
        expected.values().removeIf(NavigableMap::isEmpty);
    }

    private void compare(Tsdb tsdb) {
        assertThat(Samples.all(tsdb)).as(() -> String.join("\n", history)).isEqualTo(expected);
        compareWindow(tsdb);
        assertThat(tsdb.series(Samples.ALL)).containsExactlyInAnyOrderElementsOf(expected.keySet());
        assertThat(tsdb.stats().series()).as(() -> String.join("\n", history)).isEqualTo(expected.size());
    }

    /** What a rule asks for: the newest samples, most of which are in memory only. */
    private void compareWindow(Tsdb tsdb) {
        TimeRange window = new TimeRange(newest - random.nextInt(200) * 60_000L, newest);
        TreeMap<Labels, NavigableMap<Long, Double>> inside = new TreeMap<>();
        expected.forEach((labels, samples) -> {
            NavigableMap<Long, Double> some = samples.subMap(window.startMillis(), true, window.endMillis(), true);
            if (!some.isEmpty()) {
                inside.put(labels, some);
            }
        });
        assertThat(Samples.of(tsdb, new SeriesSelection(List.of(), window)))
                .as(() -> window + " after\n" + String.join("\n", history))
                .isEqualTo(inside);
    }
}
