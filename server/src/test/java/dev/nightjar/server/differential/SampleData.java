package dev.nightjar.server.differential;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * An hour of random telemetry as several targets would send it: each with its own interval, jitter, gaps and restarts,
 * one that comes late and one that goes early.
 */
final class SampleData {
    static final long START = Instant.parse("2026-01-05T10:00:00Z").toEpochMilli();
    static final long END = START + Duration.ofHours(1).toMillis();

    private static final long STALE = 0x7ff0000000000002L;
    private static final double[] ODD = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        1e308,
        -1e308,
        1e-307,
        1e-300,
        1.5,
        -2.5,
        3.0,
        1e15,
        1.0
    };

    /** Times in milliseconds, ascending, and the raw bits of the values: a stale marker must keep its own. */
    record Series(SortedMap<String, String> labels, List<Long> times, List<Long> bits) {}

    /** One value after the other. */
    private interface Values {
        double next();
    }

    private final RandomGenerator random;
    private final List<Series> series = new ArrayList<>();

    private SampleData(RandomGenerator random) {
        this.random = random;
    }

    /** All series, in the order of their labels: what depends on the order of series then depends on labels. */
    static List<Series> of(RandomGenerator random) {
        SampleData data = new SampleData(random);
        for (int instance = 0; instance < 6; instance++) {
            data.target(instance % 2 == 0 ? "api" : "web", String.valueOf(instance));
        }
        data.series.sort((a, b) -> a.labels.toString().compareTo(b.labels.toString()));
        return data.series;
    }

    private void target(String job, String instance) {
        List<Long> times = times(random, instance);
        for (String code : List.of("200", "404", "500")) {
            add(times, counter(10), "requests_total", job, instance, "code", code);
        }
        add(times, () -> random.nextInt(-5, 6), "temperature", job, instance);
        add(times, random::nextGaussian, "load", job, instance);
        add(times, () -> ODD[random.nextInt(ODD.length)], "odd", job, instance);
        add(times, () -> random.nextDouble() < 0.9 ? 1 : 0, "up", job, instance);
        add(
                times,
                () -> Math.rint(random.nextDouble() * 1e6) / 100,
                "queue.length",
                job,
                instance,
                "zone.name",
                "é" + job);
        buckets(times, job, instance);
        List<Long> first = times.subList(0, times.size() / 2);
        add(first, () -> 1, "target_info", job, instance, "version", "1.0");
        add(times.subList(first.size(), times.size()), () -> 1, "target_info", job, instance, "version", "1.1");
    }

    /** When a target sends. */
    static List<Long> times(RandomGenerator random, String instance) {
        boolean irregular = random.nextBoolean();
        long interval = random.nextBoolean() ? 15_000 : 10_000;
        long begin = START + (instance.equals("4") ? 1_200_000 : random.nextLong(interval));
        long end = instance.equals("5") ? END - 1_500_000 : END;
        List<Long> times = new ArrayList<>();
        for (long time = begin; time < end; time += interval) {
            if (random.nextDouble() < 0.02) {
                time += random.nextLong(30_000, 500_000);
            }
            times.add(irregular ? time + random.nextLong(interval / 3) : time);
        }
        return times;
    }

    private Values counter(double most) {
        double[] now = {random.nextInt(3) * 100};
        return () -> now[0] = random.nextDouble() < 0.03 ? 0 : now[0] + Math.floor(random.nextDouble() * most);
    }

    /** A classic histogram; one target's has no last bucket, and another's is not quite cumulative. */
    private void buckets(List<Long> times, String job, String instance) {
        List<String> bounds = List.of("0.1", "0.5", "1", "2.5", "+Inf");
        double[] counts = new double[bounds.size()];
        double[][] columns = new double[bounds.size()][times.size()];
        for (int t = 0; t < times.size(); t++) {
            double more = 0;
            for (int b = 0; b < counts.length; b++) {
                more += random.nextInt(4);
                counts[b] += more;
                columns[b][t] = instance.equals("3") && random.nextDouble() < 0.05 ? counts[b] - 1e-13 : counts[b];
            }
        }
        for (int b = 0; b < counts.length; b++) {
            if (!(instance.equals("2") && b == counts.length - 1)) {
                double[] column = columns[b];
                int[] next = {0};
                add(times, () -> column[next[0]++], "latency_bucket", job, instance, "le", bounds.get(b));
            }
        }
        int[] next = {0};
        add(times, () -> columns[bounds.size() - 1][next[0]++], "latency_count", job, instance);
    }

    private void add(List<Long> times, Values values, String name, String job, String instance, String... more) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("__name__", name);
        labels.put("job", job);
        labels.put("instance", instance);
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        Series added = new Series(labels, new ArrayList<>(), new ArrayList<>());
        for (long time : times) {
            double value = values.next();
            double luck = random.nextDouble();
            if (luck >= 0.01) {
                added.times.add(time);
                added.bits.add(luck < 0.02 ? STALE : Double.doubleToRawLongBits(value));
            }
        }
        series.add(added);
    }
}
