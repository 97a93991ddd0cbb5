package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The histograms of a vector: native ones, and classic ones, whose buckets are series with an upper bound in the label
 * {@code le}.
 */
final class HistogramVector {
    private static final String BOUND = "le";

    private record Bucket(double bound, StepSeries series) {}

    /** What is made of each histogram at each step. */
    interface Estimate {
        double ofClassic(BucketCounts buckets, int step, String metric);

        double ofNative(NativeHistogram histogram, int step, String metric);
    }

    private final QueryScope scope;
    private final Expr argument;
    private final int steps;
    private final List<StepSeries> natives = new ArrayList<>();
    private final Map<Labels, List<Bucket>> classics = new LinkedHashMap<>();

    /** Takes the vector apart. Series that are neither are left out, with a warning. */
    HistogramVector(QueryScope scope, Expr argument, List<StepSeries> vector, int steps) {
        this.scope = scope;
        this.argument = argument;
        this.steps = steps;
        for (StepSeries series : vector) {
            if (series.hasHistograms()) {
                natives.add(series);
            }
            if (!Absent.isAll(series.values())) {
                addBucket(series);
            }
        }
        classics.values().forEach(buckets -> buckets.sort(Comparator.comparingDouble(Bucket::bound)));
    }

    private void addBucket(StepSeries series) {
        String text = series.labels().get(BOUND);
        Optional<Double> bound = bound(text);
        if (bound.isPresent()) {
            classics.computeIfAbsent(series.labels().without(BOUND), labels -> new ArrayList<>())
                    .add(new Bucket(bound.get(), series));
        } else {
            scope.at(argument)
                    .warn("bucket label \"le\" is missing or has a malformed value of \"" + text + "\""
                            + ofMetric(series.labels().metricName()));
        }
    }

    static String ofMetric(String metric) {
        return metric.isEmpty() ? "" : " for metric name \"" + metric + "\"";
    }

    /** Where a histogram is classic and native at the same step, nobody knows which is right: there is a warning. */
    List<StepSeries> each(Estimate estimate) {
        Map<Labels, boolean[]> conflicts = conflicts();
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : natives) {
            double[] values = Absent.array(steps);
            boolean[] conflict = conflicts.getOrDefault(series.labels().without(BOUND), new boolean[steps]);
            for (int step = 0; step < steps; step++) {
                NativeHistogram histogram = series.histogram(step);
                if (histogram != null && !conflict[step]) {
                    values[step] = Absent.canonical(
                            estimate.ofNative(histogram, step, series.labels().metricName()));
                }
            }
            add(series.labels(), values, result);
        }
        classics.forEach((labels, buckets) -> {
            boolean[] conflict = conflicts.getOrDefault(labels, new boolean[steps]);
            BucketCounts counts = new BucketCounts(buckets.size());
            double[] values = Absent.array(steps);
            for (int step = 0; step < steps; step++) {
                fill(counts, buckets, step);
                if (!counts.isEmpty() && !conflict[step]) {
                    values[step] = estimate.ofClassic(counts, step, labels.metricName());
                }
            }
            add(labels, values, result);
        });
        return result;
    }

    private static void add(Labels labels, double[] values, List<StepSeries> to) {
        if (!Absent.isAll(values)) {
            to.add(new StepSeries(labels, true, values));
        }
    }

    private static void fill(BucketCounts counts, List<Bucket> buckets, int step) {
        counts.clear();
        for (Bucket bucket : buckets) {
            double count = bucket.series.values()[step];
            if (!Absent.is(count)) {
                counts.add(bucket.bound, count);
            }
        }
    }

    private Map<Labels, boolean[]> conflicts() {
        Map<Labels, boolean[]> conflicts = new LinkedHashMap<>();
        for (StepSeries series : natives) {
            List<Bucket> buckets = classics.getOrDefault(series.labels().without(BOUND), List.of());
            for (int step = 0; step < steps && !buckets.isEmpty(); step++) {
                int at = step;
                if (series.histogram(step) != null
                        && buckets.stream()
                                .anyMatch(bucket -> !Absent.is(bucket.series.values()[at]))) {
                    conflicts.computeIfAbsent(series.labels().without(BOUND), labels -> new boolean[steps])[step] =
                            true;
                    scope.at(argument)
                            .warn("vector contains a mix of classic and native histograms"
                                    + ofMetric(series.labels().metricName()));
                }
            }
        }
        return conflicts;
    }

    /** A number as Go reads it; one that is not a number is a bound too, of a histogram without a last bucket. */
    private static Optional<Double> bound(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "+inf", "inf", "+infinity", "infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default -> {
                boolean number = !text.isEmpty() && "0123456789+-.".indexOf(text.charAt(0)) >= 0;
                boolean plain =
                        !text.endsWith("f") && !text.endsWith("d") && !text.endsWith("F") && !text.endsWith("D");
                yield number && plain ? Numbers.number(text) : Optional.empty();
            }
        };
    }
}
