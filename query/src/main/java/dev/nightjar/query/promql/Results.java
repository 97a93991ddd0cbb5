package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Makes a query's value of what was evaluated: names that no longer fit are dropped here. */
final class Results {
    private static final String DUPLICATE = "vector cannot contain metrics with the same labelset";

    private Results() {}

    static QueryValue instant(Expr expr, Evaluator evaluator, long atMillis) {
        return switch (expr.type()) {
            case SCALAR -> new QueryValue.Scalar(atMillis, evaluator.scalar(expr)[0]);
            case STRING -> new QueryValue.Text(atMillis, Evaluator.text(expr));
            case VECTOR -> instantVector(ranked(expr, evaluator.vector(expr)), atMillis);
            case MATRIX -> window(expr, evaluator);
        };
    }

    /** What topk and bottomk chose, the best first. */
    private static List<StepSeries> ranked(Expr expr, List<StepSeries> vector) {
        if (expr.unwrapped() instanceof Expr.Aggregate aggregate) {
            if (aggregate.op() == AggregationOp.TOPK) {
                return Sorting.byValue(vector, true);
            }
            if (aggregate.op() == AggregationOp.BOTTOMK) {
                return Sorting.byValue(vector, false);
            }
        }
        return vector;
    }

    private static QueryValue instantVector(List<StepSeries> vector, long atMillis) {
        List<QueryValue.Sample> samples = new ArrayList<>(vector.size());
        Set<Labels> seen = new HashSet<>();
        for (StepSeries series : vector) {
            if (Absent.is(series.values()[0])) {
                continue;
            }
            Labels labels = series.finalLabels();
            if (!seen.add(labels)) {
                throw QueryException.execution(DUPLICATE);
            }
            samples.add(new QueryValue.Sample(labels, atMillis, series.values()[0]));
        }
        return new QueryValue.InstantVector(samples);
    }

    static QueryValue range(Expr expr, Evaluator evaluator) {
        TimeSteps steps = evaluator.steps();
        if (expr.type() == ValueType.SCALAR) {
            return new QueryValue.RangeMatrix(List.of(series(Labels.EMPTY, evaluator.scalar(expr), steps)));
        }
        TreeMap<Labels, double[]> merged = new TreeMap<>();
        evaluator.stream(expr, series -> {
            evaluator.scope().budget().held(series.values().length);
            merged.merge(series.finalLabels(), series.values(), Results::merge);
        });
        List<QueryValue.Series> result = new ArrayList<>(merged.size());
        merged.forEach((labels, values) -> {
            if (!Absent.isAll(values)) {
                result.add(series(labels, values, steps));
            }
        });
        return new QueryValue.RangeMatrix(result);
    }

    /** Series that differ in the dropped name only are one, if they take turns. */
    static double[] merge(double[] a, double[] b) {
        double[] merged = a.clone();
        for (int i = 0; i < merged.length; i++) {
            if (!Absent.is(b[i])) {
                if (!Absent.is(merged[i])) {
                    throw QueryException.execution(DUPLICATE);
                }
                merged[i] = b[i];
            }
        }
        return merged;
    }

    private static QueryValue.Series series(Labels labels, double[] values, TimeSteps steps) {
        long[] times = new long[values.length];
        double[] present = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Absent.is(values[i])) {
                times[count] = steps.at(i);
                present[count++] = values[i];
            }
        }
        return new QueryValue.Series(labels, Arrays.copyOf(times, count), Arrays.copyOf(present, count));
    }

    /** An instant query for a range vector shows the samples themselves. */
    private static QueryValue window(Expr expr, Evaluator evaluator) {
        List<QueryValue.Series> result = new ArrayList<>();
        Window window = new Window();
        new Windows(evaluator.scope(), evaluator)
                .each(expr, evaluator.steps(), (labels, dropName, samples, look, length) -> {
                    window.over(labels, samples);
                    window.moveTo(look.first() - length, look.first(), look.first());
                    evaluator.scope().budget().held(2L * window.count());
                    if (window.count() > 0) {
                        Labels shown = dropName ? labels.without(Labels.METRIC_NAME) : labels;
                        result.add(series(shown, samples, window));
                    }
                });
        result.sort(Comparator.comparing(QueryValue.Series::labels));
        return new QueryValue.RangeMatrix(result);
    }

    private static QueryValue.Series series(Labels labels, SampleBuffer samples, Window window) {
        return new QueryValue.Series(
                labels,
                Arrays.copyOfRange(samples.timestampsMillis(), window.from(), window.to()),
                Arrays.copyOfRange(samples.values(), window.from(), window.to()));
    }
}
