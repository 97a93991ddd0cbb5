package dev.nightjar.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Native histograms as services would send them: counters of whole numbers that are reset and become coarser, gauges of
 * fractions that fall, histograms with bounds of their own, and series that are a number one time and a histogram the
 * next. Senders say what they know about resets, or nothing.
 */
final class HistogramData {
    static final List<String> METRICS = List.of("nh_counter", "nh_gauge", "nh_custom", "nh_mixed");

    /** Prometheus adds histograms of different bounds since then; before, it left them out with a warning. */
    private static final int RECONCILED_BOUNDS = 3008;

    private static final double[] BOUNDS = {0.1, 0.5, 1, 2.5};
    private static final double[] OTHER_BOUNDS = {0.1, 1, 5};
    private static final double[] THRESHOLDS = {0, 1e-6, 0.001, 0.3};

    /** The runs of one series, each of one kind: a request has either numbers or histograms in a time series. */
    record Series(SortedMap<String, String> labels, List<Run> runs) {}

    sealed interface Run {
        record Numbers(List<Long> times, List<Double> values) implements Run {}

        record Histograms(List<WireHistogram> histograms) implements Run {}
    }

    private final RandomGenerator random;
    private final int version;
    private final List<Series> series = new ArrayList<>();

    private HistogramData(RandomGenerator random, int version) {
        this.random = random;
        this.version = version;
    }

    /** All series, in the order of their labels, for a version as of {@link RealPrometheus#version} */
    static List<Series> of(RandomGenerator random, int version) {
        HistogramData data = new HistogramData(random, version);
        for (int instance = 0; instance < 6; instance++) {
            data.target(instance % 2 == 0 ? "api" : "web", instance);
        }
        data.series.sort((a, b) -> a.labels.toString().compareTo(b.labels.toString()));
        return data.series;
    }

    private void target(String job, int instance) {
        List<Long> times = SampleData.times(random, String.valueOf(instance));
        add("nh_counter", job, instance, List.of(histograms(times, counter(instance))));
        add("nh_gauge", job, instance, List.of(histograms(times, GrowingHistogram.gauge(random, instance % 3))));
        add("nh_custom", job, instance, List.of(histograms(times, GrowingHistogram.custom(random, bounds(instance)))));
        add("nh_mixed", job, instance, mixed(times, instance));
    }

    private GrowingHistogram counter(int instance) {
        return GrowingHistogram.counter(
                random, instance == 0 ? 3 : instance - 2, THRESHOLDS[instance % 4], instance == 3);
    }

    private double[] bounds(int instance) {
        return version >= RECONCILED_BOUNDS && instance == 2 ? OTHER_BOUNDS : BOUNDS;
    }

    /** Of each instance another mixture; of two, one kind alone. */
    private List<Run> mixed(List<Long> times, int instance) {
        GrowingHistogram exponential = GrowingHistogram.counter(random, 1, 0.001, false);
        GrowingHistogram custom = GrowingHistogram.custom(random, BOUNDS);
        if (instance == 0) {
            return List.of(numbers(times));
        }
        if (instance == 1) {
            return List.of(histograms(times, custom));
        }
        List<Run> runs = new ArrayList<>();
        int parts = 2 + random.nextInt(6);
        for (int part = 0; part < parts; part++) {
            List<Long> some = times.subList(part * times.size() / parts, (part + 1) * times.size() / parts);
            runs.add(
                    switch (random.nextInt(4)) {
                        case 0, 1 -> numbers(some);
                        case 2 -> histograms(some, exponential);
                        default -> histograms(some, instance == 4 ? custom : exponential);
                    });
        }
        return runs;
    }

    private Run numbers(List<Long> times) {
        double[] now = {0};
        return new Run.Numbers(
                times, times.stream().map(_ -> now[0] += random.nextInt(5)).toList());
    }

    private Run histograms(List<Long> times, GrowingHistogram growing) {
        List<WireHistogram> sent = new ArrayList<>();
        for (long time : times) {
            WireHistogram next = growing.next(time);
            double luck = random.nextDouble();
            if (luck >= 0.01) {
                sent.add(luck < 0.02 ? next.stale() : next);
            }
        }
        return new Run.Histograms(sent);
    }

    private void add(String name, String job, int instance, List<Run> runs) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("__name__", name);
        labels.put("job", job);
        labels.put("instance", String.valueOf(instance));
        series.add(new Series(labels, runs));
    }
}
