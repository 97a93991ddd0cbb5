package dev.nightjar.tsdb;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Measures the store on synthetic data: arguments directory, series, samples a series. Prints one line a stage. */
final class TsdbLoad {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private TsdbLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int series = Integer.parseInt(arguments[1]);
        int samples = Integer.parseInt(arguments[2]);
        byte[][] labels = new byte[series][];
        for (int i = 0; i < series; i++) {
            labels[i] = LabelBytes.encode(labels(i));
        }
        long total = (long) series * samples;
        Tsdb tsdb = Tsdb.open(directory, TsdbConfig.DEFAULTS, InstantSource.fixed(NOW));
        long generating = 0;
        long start = System.nanoTime();
        long cpu = cpuNanos();
        Random random = new Random(1);
        double[] last = new double[series];
        for (int step = 0; step < samples; step++) {
            for (int from = 0; from < series; from += 2000) {
                long before = System.nanoTime();
                SampleBatch batch = batch(labels, from, Math.min(series, from + 2000), step, samples, last, random);
                generating += System.nanoTime() - before;
                tsdb.append(batch);
            }
        }
        System.out.printf(
                "ingest %d samples: wall %d ns/sample, process CPU %d ns/sample, of it making data about %d%n",
                total, (System.nanoTime() - start) / total, (cpuNanos() - cpu) / total, generating / total);
        System.out.println(tsdb.stats());
        start = System.nanoTime();
        tsdb.flush();
        System.out.printf(
                "flush %d ms, %.3f bytes/sample at rest, process CPU %d ns/sample in all%n",
                (System.nanoTime() - start) / 1_000_000, bytes(directory) / (double) total, (cpuNanos() - cpu) / total);
        for (int round = 0; round < 5; round++) {
            read(tsdb, "metric_3", TimeRange.ALL);
        }
        read(tsdb, "metric_3", new TimeRange(NOW.minusSeconds(3600).toEpochMilli(), NOW.toEpochMilli()));
        tsdb.close();
        start = System.nanoTime();
        Tsdb.open(directory, TsdbConfig.DEFAULTS, InstantSource.fixed(NOW)).close();
        System.out.printf("open and close again %d ms%n", (System.nanoTime() - start) / 1_000_000);
    }

    private static void read(Tsdb tsdb, String metric, TimeRange range) {
        SampleBuffer buffer = new SampleBuffer();
        long start = System.nanoTime();
        long count = 0;
        int series = 0;
        try (SeriesCursor cursor =
                tsdb.select(new SeriesSelection(List.of(Matcher.equal("__name__", metric)), range))) {
            while (cursor.next()) {
                buffer.clear();
                cursor.read(buffer);
                count += buffer.size();
                series++;
            }
        }
        long nanos = System.nanoTime() - start;
        System.out.printf(
                "select %d series, %d samples: %.1f ms, %.1f ns/sample%n",
                series, count, nanos / 1e6, nanos / (double) Math.max(1, count));
    }

    private static Labels labels(int i) {
        return Labels.of(
                "__name__",
                "metric_" + i % 50,
                "arch",
                "x64",
                "datacenter",
                "eu-central-1" + (char) ('a' + i % 3),
                "hostname",
                "host_" + i / 50,
                "os",
                "Ubuntu16.10",
                "rack",
                "" + i % 97,
                "region",
                "eu-central-1",
                "service",
                "" + i % 20,
                "service_environment",
                "production",
                "service_version",
                "1",
                "team",
                "CHI");
    }

    private static SampleBatch batch(
            byte[][] labels, int from, int to, int step, int samples, double[] last, Random random) {
        SampleBatch.Builder batch = SampleBatch.builder();
        long time = NOW.minus(Duration.ofSeconds(10L * (samples - step))).toEpochMilli();
        for (int i = from; i < to; i++) {
            last[i] = switch (i % 5) {
                case 0 -> Math.round(random.nextDouble() * 10_000) / 100.0;
                case 1 -> last[i] + random.nextInt(100);
                case 2 -> last[i] + random.nextInt(1 << 20);
                case 3 -> 4096.0 * random.nextInt(1 << 18);
                default -> 42;
            };
            batch.series(labels[i]).sample(time, last[i]);
        }
        return batch.build();
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
