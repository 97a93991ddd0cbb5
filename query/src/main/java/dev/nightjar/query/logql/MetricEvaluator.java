package dev.nightjar.query.logql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Aggregation;
import dev.nightjar.query.vector.AggregationOp;
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

    MetricEvaluator(LogReader reader, Pipelines pipelines, SourceText source, TimeSteps steps, QueryBudget budget) {
        this.ranges = new RangeEvaluator(reader, pipelines, steps, budget);
        this.source = source;
        this.steps = steps;
        this.budget = budget;
    }

    Evaluated evaluate(Expression.Metric metric) {
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
            case Evaluated.Scalar _ ->
                throw QueryException.inText(source, metric.offset(), user + " needs series, found a number");
        };
    }

    private Evaluated aggregate(Expression.VectorAggregation aggregation) {
        boolean addsUp = aggregation.op() == AggregationOp.SUM;
        List<StepSeries> operand = addsUp && aggregation.operand() instanceof Expression.RangeAggregation range
                ? ranges.evaluate(range, Optional.of(aggregation.grouping()))
                : vector(aggregation.operand(), aggregation.op().symbol());
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
        Evaluated right = evaluate(binary.right());
        if (left instanceof Evaluated.Scalar a && right instanceof Evaluated.Scalar b) {
            if (binary.op().isSet()) {
                throw setOfNumbers(binary);
            }
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
        if (binary.op().isSet()) {
            throw setOfNumbers(binary);
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

    private QueryException setOfNumbers(Expression.Binary binary) {
        return QueryException.inText(source, binary.offset(), binary.op().symbol() + " combines series, not numbers");
    }

    private Evaluated replace(Expression.LabelReplace replace) {
        Pattern pattern = LineSteps.regex("^(?s:" + replace.regex() + ")$", replace.offset(), source);
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : vector(replace.operand(), "label_replace")) {
            Matcher matcher = pattern.matcher(series.labels().get(replace.source()));
            if (!matcher.matches()) {
                result.add(series);
                continue;
            }
            String value = QueryText.requireModest(expanded(replace.replacement(), matcher), "label_replace");
            result.add(
                    new StepSeries(series.labels().with(replace.target(), value), series.dropName(), series.values()));
        }
        return new Evaluated.Vector(result);
    }

    /** {@code $1} and {@code ${1}} stand for groups. */
    private static String expanded(String replacement, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            boolean braced = c == '$' && replacement.startsWith("{", i + 1);
            int from = i + (braced ? 2 : 1);
            int to = from;
            while (to < replacement.length() && Character.isDigit(replacement.charAt(to)) && to - from < 3) {
                to++;
            }
            if (c != '$' || to == from) {
                text.append(c);
                continue;
            }
            int group = Integer.parseInt(replacement, from, to, 10);
            String value = group <= matcher.groupCount() ? matcher.group(group) : "";
            text.append(value == null ? "" : value);
            i = braced ? to : to - 1;
        }
        return text.toString();
    }

    private Evaluated sort(Expression.Sort sort) {
        List<StepSeries> series = new ArrayList<>(vector(sort.operand(), "sort"));
        Comparator<StepSeries> byValue = Comparator.comparingDouble(each -> each.values()[0]);
        series.sort(sort.descending() ? byValue.reversed() : byValue);
        return new Evaluated.Vector(series);
    }
}
