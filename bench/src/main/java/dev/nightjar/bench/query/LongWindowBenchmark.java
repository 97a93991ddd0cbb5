package dev.nightjar.bench.query;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.tsdb.FsyncPolicy;
import dev.nightjar.tsdb.Tsdb;
import dev.nightjar.tsdb.TsdbConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What an SLO asks: 30 days of ten counters of 15 s, from summaries and from samples. Prints bytes before and after. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LongWindowBenchmark {
    private static final Instant END = Instant.parse("2026-11-20T12:00:00Z");
    private static final int DAYS = 31;
    private static final int SERIES = 10;
    private static final long STEP = 15_000;

    @Param({"true", "false"})
    boolean summaries = true;

    private final TestingClock clock = new TestingClock(END);
    private Path directory = Path.of("");
    private Tsdb store;

    @SuppressWarnings("NullAway") // the store is opened before anything is measured
    public LongWindowBenchmark() {}

    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("long-window");
        store = Tsdb.open(
                directory,
                TsdbConfig.DEFAULTS.withRetention(Duration.ofDays(90)).withFsync(FsyncPolicy.OFF),
                clock);
        Random random = new Random(3);
        double[] values = new double[SERIES];
        long start = END.minus(Duration.ofDays(DAYS)).toEpochMilli();
        for (long from = start; from < END.toEpochMilli(); from += 1000 * STEP) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int s = 0; s < SERIES; s++) {
                batch.series(Labels.of("__name__", "requests_total", "instance", "i" + s));
                for (long time = from; time < Math.min(from + 1000 * STEP, END.toEpochMilli()); time += STEP) {
                    values[s] += random.nextInt(40);
                    batch.sample(time, values[s]);
                }
            }
            store.append(batch.build());
        }
        store.flush();
        long without = size();
        store.sumUp();
        store.flush();
        System.out.println("bytes of samples " + without + ", with summaries " + size());
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("chunks"))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(LongWindowBenchmark::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Benchmark
    public QueryResult increaseOver30Days() {
        QueryOptions options =
                summaries ? QueryOptions.defaults() : QueryOptions.defaults().withoutSummaries();
        return new PromQl(store, clock)
                .prepare("sum(increase(requests_total[30d]))")
                .instant(END.toEpochMilli() - 1234, options);
    }

    @TearDown
    public void delete() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
