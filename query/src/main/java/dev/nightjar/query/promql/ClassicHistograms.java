package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of histograms whose buckets are series with an upper bound in the label {@code le}. */
final class ClassicHistograms {
    private static final String BOUND = "le";

    private record Bucket(double bound, StepSeries series) {}

    private final QueryScope scope;
    private final Expr argument;
    private final int steps;

    ClassicHistograms(QueryScope scope, Expr argument, int steps) {
        this.scope = scope;
        this.argument = argument;
        this.steps = steps;
    }

    List<StepSeries> quantile(double[] quantiles, Expr parameter, List<StepSeries> vector) {
        for (double q : quantiles) {
            if (!(q >= 0 && q <= 1)) {
                scope.at(parameter).warn("quantile value should be between 0 and 1, got " + NumberText.general(q));
            }
        }
        return each(vector, (buckets, step, metric) -> {
            double value = buckets.quantile(quantiles[step]);
            if (buckets.wasMadeMonotonic()) {
                scope.at(argument)
                        .info("input to histogram_quantile needed to be fixed for monotonicity (counts of buckets must"
                                + " not fall as their bounds rise) for metric name \"" + metric + "\"");
            }
            return value;
        });
    }

    /** As {@link #quantile}, with the quantile asked for at a step written into {@code label}. */
    List<StepSeries> labeledQuantile(String label, double[] quantiles, Expr parameter, List<StepSeries> vector) {
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : quantile(quantiles, parameter, vector)) {
            if (!series.labels().get(label).isEmpty()) {
                throw QueryException.execution("histogram_quantiles() would overwrite the label "
                        + StringLiterals.quote(label) + " of " + series.labels() + "; choose another name for it");
            }
            Map<String, double[]> byQuantile = new LinkedHashMap<>();
            for (int step = 0; step < steps; step++) {
                if (!Absent.is(series.values()[step])) {
                    byQuantile
                                    .computeIfAbsent(labelText(quantiles[step]), text -> {
                                        scope.budget().held(steps);
                                        return Absent.array(steps);
                                    })[step] =
                            series.values()[step];
                }
            }
            byQuantile.forEach(
                    (text, values) -> result.add(new StepSeries(series.labels().with(label, text), true, values)));
        }
        return result;
    }

    /** Whole numbers get a decimal, as the quantiles of summaries do. */
    private static String labelText(double quantile) {
        String text = NumberText.sample(quantile);
        boolean whole = Double.isFinite(quantile) && text.indexOf('.') < 0 && text.indexOf('e') < 0;
        return whole ? text + ".0" : text;
    }

    List<StepSeries> fraction(double[] lower, double[] upper, List<StepSeries> vector) {
        return each(vector, (buckets, step, metric) -> buckets.fraction(lower[step], upper[step]));
    }

    private interface StepFunction {
        double apply(BucketCounts buckets, int step, String metric);
    }

    private List<StepSeries> each(List<StepSeries> vector, StepFunction function) {
        List<StepSeries> result = new ArrayList<>();
        grouped(vector).forEach((labels, buckets) -> {
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            BucketCounts counts = new BucketCounts(buckets.size());
            double[] values = Absent.array(steps);
            for (int step = 0; step < steps; step++) {
                counts.clear();
                for (Bucket bucket : buckets) {
                    double count = bucket.series.values()[step];
                    if (!Absent.is(count)) {
                        counts.add(bucket.bound, count);
                    }
                }
                if (!counts.isEmpty()) {
                    values[step] = function.apply(counts, step, labels.metricName());
                }
            }
            if (!Absent.isAll(values)) {
                result.add(new StepSeries(labels, true, values));
            }
        });
        return result;
    }

    private Map<Labels, List<Bucket>> grouped(List<StepSeries> vector) {
        Map<Labels, List<Bucket>> groups = new LinkedHashMap<>();
        for (StepSeries series : vector) {
            if (Absent.isAll(series.values())) {
                continue;
            }
            String text = series.labels().get(BOUND);
            Optional<Double> bound = bound(text);
            if (bound.isEmpty()) {
                scope.at(argument)
                        .warn("bucket label \"le\" is missing or has a malformed value of \"" + text
                                + "\" for metric name \"" + series.labels().metricName() + "\"");
                continue;
            }
            groups.computeIfAbsent(series.labels().without(BOUND), labels -> new ArrayList<>())
                    .add(new Bucket(bound.get(), series));
        }
        return groups;
    }

    private static Optional<Double> bound(String text) {
        return switch (text) {
            case "+Inf", "Inf", "inf", "+inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf", "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> {
                boolean number = !text.isEmpty() && "0123456789+-.".indexOf(text.charAt(0)) >= 0;
                boolean plain =
                        !text.endsWith("f") && !text.endsWith("d") && !text.endsWith("F") && !text.endsWith("D");
                yield number && plain ? Numbers.number(text) : Optional.empty();
            }
        };
    }
}
