package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.HistogramColumn;
import dev.nightjar.query.vector.MetricNames;
import dev.nightjar.query.vector.StepPoints;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
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
            if (!series.isPresent(0)) {
                continue;
            }
            Labels labels = series.finalLabels();
            if (!seen.add(labels)) {
                throw QueryException.execution(DUPLICATE);
            }
            samples.add(new QueryValue.Sample(labels, atMillis, series.values()[0], series.histogram(0)));
        }
        return new QueryValue.InstantVector(samples);
    }

    static QueryValue range(Expr expr, Evaluator evaluator) {
        TimeSteps steps = evaluator.steps();
        if (expr.type() == ValueType.SCALAR) {
            return new QueryValue.RangeMatrix(
                    List.of(StepPoints.of(Labels.EMPTY, new StepSeries(Labels.EMPTY, evaluator.scalar(expr)), steps)));
        }
        TreeMap<Labels, StepSeries> merged = new TreeMap<>();
        evaluator.stream(expr, series -> {
            evaluator.scope().budget().held(series.kept());
            merged.merge(series.finalLabels(), series, Results::merge);
        });
        return new QueryValue.RangeMatrix(
                points(merged, steps, evaluator.scope().budget()));
    }

    /** Series that differ in the dropped name only are one, if they take turns. */
    static StepSeries merge(StepSeries a, StepSeries b) {
        return a.merged(b).orElseThrow(() -> QueryException.execution(DUPLICATE));
    }

    /** Takes series out of {@code merged} one by one, so that each is kept once. */
    private static List<QueryValue.Series> points(
            NavigableMap<Labels, StepSeries> merged, TimeSteps steps, QueryBudget budget) {
        List<QueryValue.Series> result = new ArrayList<>(merged.size());
        long[] everyTime = everyTime(steps);
        while (!merged.isEmpty()) {
            Map.Entry<Labels, StepSeries> first = Objects.requireNonNull(merged.pollFirstEntry());
            StepSeries series = first.getValue();
            if (!series.hasHistograms() && !Absent.isAny(series.values())) {
                result.add(new QueryValue.Series(first.getKey(), everyTime, series.values(), new long[0], List.of()));
            } else if (!series.isEmpty()) {
                budget.held(series.values().length);
                result.add(StepPoints.of(first.getKey(), series, steps));
            }
        }
        return result;
    }

    private static long[] everyTime(TimeSteps steps) {
        long[] times = new long[steps.count()];
        for (int i = 0; i < times.length; i++) {
            times[i] = steps.at(i);
        }
        return times;
    }

    /** An instant query for a range vector shows the samples themselves. */
    private static QueryValue window(Expr expr, Evaluator evaluator) {
        TreeMap<Labels, QueryValue.Series> result = new TreeMap<>();
        Window window = new Window();
        Windows.shown(evaluator.scope(), evaluator)
                .each(expr, evaluator.steps(), (labels, dropName, samples, look, length) -> {
                    window.over(labels, samples);
                    window.moveTo(look.first() - length, look.first(), look.first());
                    if (expr.unwrapped() instanceof Expr.MatrixSelector) {
                        evaluator
                                .samples()
                                .add(0, window.count() + window.histograms().room());
                    }
                    evaluator.scope().budget().held(2L * window.count() + kept(window));
                    if (!window.isEmpty()) {
                        Labels shown = dropName ? MetricNames.without(labels) : labels;
                        result.merge(shown, points(shown, window), Results::inTurns);
                    }
                });
        return new QueryValue.RangeMatrix(List.copyOf(result.values()));
    }

    private static QueryValue.Series inTurns(QueryValue.Series a, QueryValue.Series b) {
        return a.merged(b).orElseThrow(() -> QueryException.execution(DUPLICATE));
    }

    private static long kept(Window window) {
        long kept = 0;
        for (int i = window.histograms().from(); i < window.histograms().to(); i++) {
            kept += HistogramColumn.kept(window.histograms().get(i));
        }
        return kept;
    }

    private static QueryValue.Series points(Labels labels, Window window) {
        long[] times = new long[window.count()];
        double[] numbers = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = window.time(window.from() + i);
            numbers[i] = window.value(window.from() + i);
        }
        long[] histogramTimes = new long[window.histograms().count()];
        List<NativeHistogram> histograms = new ArrayList<>();
        for (int i = 0; i < histogramTimes.length; i++) {
            histogramTimes[i] = window.histograms().time(window.histograms().from() + i);
            histograms.add(window.histograms().get(window.histograms().from() + i));
        }
        return new QueryValue.Series(labels, times, numbers, histogramTimes, histograms);
    }
}
