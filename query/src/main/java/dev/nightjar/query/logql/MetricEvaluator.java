package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Aggregation;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.ScalarOperations;
import dev.nightjar.query.vector.StepSeries;
import dev.nightjar.query.vector.VectorOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Evaluates what yields values, for all steps at once. One query, one thread. */
final class MetricEvaluator {
    private final RangeEvaluator ranges;
    private final SourceText source;
    private final TimeSteps steps;
    private final QueryBudget budget;

    /** {@code beyondNanos}: how much later than the steps, which are of whole milliseconds, windows end. */
    MetricEvaluator(
            LogReader reader,
            Pipelines pipelines,
            SourceText source,
            TimeSteps steps,
            long beyondNanos,
            QueryBudget budget) {
        this.ranges = new RangeEvaluator(reader, pipelines, steps, beyondNanos, budget);
        this.source = source;
        this.steps = steps;
        this.budget = budget;
    }

    /** What the whole query yields. */
    Evaluated answer(Expression.Metric metric) {
        return metric instanceof Expression.RangeAggregation range
                ? new Evaluated.Vector(ranges.answer(range))
                : evaluate(metric);
    }

    private Evaluated evaluate(Expression.Metric metric) {
        budget.check();
        return switch (metric) {
            case Expression.Literal number -> new Evaluated.Scalar(constant(number.value()));
            case Expression.Vector vector ->
                new Evaluated.Vector(List.of(new StepSeries(Labels.EMPTY, constant(vector.value()))));
            case Expression.RangeAggregation range -> new Evaluated.Vector(ranges.evaluate(range, Optional.empty()));
            case Expression.VectorAggregation aggregation -> aggregate(aggregation);
            case Expression.Binary binary -> combine(binary);
            case Expression.LabelReplace replace -> replace(replace);
            case Expression.Sort sort -> sort(sort);
        };
    }

    private double[] constant(double value) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    private List<StepSeries> vector(Expression.Metric metric, String user) {
        return switch (evaluate(metric)) {
            case Evaluated.Vector vector -> vector.series();
            case Evaluated.Scalar _ -> throw ParseError.overall(user + " needs series, found a number");
        };
    }

    private Evaluated aggregate(Expression.VectorAggregation aggregation) {
        boolean addsUp = aggregation.op() == AggregationOp.SUM;
        List<StepSeries> operand = addsUp && aggregation.operand() instanceof Expression.RangeAggregation range
                ? ranges.evaluate(range, Optional.of(aggregation.grouping()))
                : vector(aggregation.operand(), aggregation.symbol());
        Annotations.Place place = unread(aggregation);
        Aggregation under = aggregation
                .parameter()
                .map(parameter -> Aggregation.withNumber(
                        aggregation.op(), aggregation.grouping(), constant(parameter), place, place))
                .orElseGet(() -> Aggregation.of(aggregation.op(), aggregation.grouping(), steps.count(), place));
        for (StepSeries series : operand) {
            long before = under.kept();
            under.add(series);
            budget.held(under.kept() - before);
        }
        return new Evaluated.Vector(under.finish());
    }

    private Evaluated combine(Expression.Binary binary) {
        Evaluated left = evaluate(binary.left());
        Evaluated right = divisor(binary.op(), evaluate(binary.right()));
        if (left instanceof Evaluated.Scalar a && right instanceof Evaluated.Scalar b) {
            return new Evaluated.Scalar(ScalarOperations.scalars(binary.op(), a.values(), b.values()));
        }
        if (left instanceof Evaluated.Vector a && right instanceof Evaluated.Vector b) {
            return new Evaluated.Vector(VectorOperations.apply(
                    binary.op(),
                    binary.bool(),
                    binary.matching(),
                    a.series(),
                    b.series(),
                    steps.count(),
                    budget,
                    unread(binary)));
        }
        boolean scalarLeft = left instanceof Evaluated.Scalar;
        double[] scalar = ((Evaluated.Scalar) (scalarLeft ? left : right)).values();
        List<StepSeries> series = ((Evaluated.Vector) (scalarLeft ? right : left)).series();
        return new Evaluated.Vector(series.stream()
                .map(ScalarOperations.withScalar(binary.op(), binary.bool(), scalar, scalarLeft, unread(binary)))
                .filter(changed -> !changed.isEmpty())
                .toList());
    }

    /** LogQL answers have no annotations. */
    private Annotations.Place unread(Expression.Metric metric) {
        return new Annotations(source).at(metric.offset());
    }

    /** In LogQL nothing is divided by zero: what would be is no number. */
    private static Evaluated divisor(BinaryOp op, Evaluated value) {
        if (op != BinaryOp.DIV) {
            return value;
        }
        return switch (value) {
            case Evaluated.Scalar scalar -> new Evaluated.Scalar(divisors(scalar.values()));
            case Evaluated.Vector vector ->
                new Evaluated.Vector(vector.series().stream()
                        .map(series -> series.withValues(divisors(series.values())))
                        .toList());
        };
    }

    private static double[] divisors(double[] values) {
        return Arrays.stream(values).map(Literals::divisor).toArray();
    }

    private Evaluated replace(Expression.LabelReplace replace) {
        LabelReplacement replacement = new LabelReplacement(
                LineSteps.regex("^(?:" + replace.regex() + ")$", "invalid regex in label_replace"),
                replace.source(),
                replace.replacement(),
                replace.target());
        return new Evaluated.Vector(vector(replace.operand(), "label_replace").stream()
                .map(series -> series.withLabels(replacement.of(series.labels()), series.dropName()))
                .toList());
    }

    /** What is no number comes last in either direction. */
    private Evaluated sort(Expression.Sort sort) {
        List<StepSeries> series = new ArrayList<>(vector(sort.operand(), "sort"));
        Comparator<StepSeries> byValue = Comparator.comparingDouble(each -> each.values()[0]);
        series.sort(Comparator.<StepSeries, Boolean>comparing(each -> Double.isNaN(each.values()[0]))
                .thenComparing(sort.descending() ? byValue.reversed() : byValue));
        return new Evaluated.Vector(series);
    }
}
