package dev.nightjar.query.promql;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Aggregation;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.ScalarOperations;
import dev.nightjar.query.vector.StepSeries;
import dev.nightjar.query.vector.VectorOperations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/*
 * Evaluates a tree for all steps at once. Vectors flow series by series into a consumer, so that an aggregation over a
 * selector or a rate holds its groups and one series, never all of them. What needs all series at hand (matching,
 * histogram_quantile, topk) collects them.
 */
/** Evaluates expressions at given steps. */
final class Evaluator {
    private final QueryScope scope;
    private final TimeSteps steps;
    private final Selectors selectors;
    private final Calls calls;

    private final StepSamples samples;

    Evaluator(QueryScope scope, TimeSteps steps, StepSamples samples) {
        this.scope = scope;
        this.steps = steps;
        this.samples = samples;
        this.selectors = new Selectors(scope, samples);
        this.calls = new Calls(scope, this);
    }

    QueryScope scope() {
        return scope;
    }

    TimeSteps steps() {
        return steps;
    }

    Selectors selectors() {
        return selectors;
    }

    StepSamples samples() {
        return samples;
    }

    /** The inside of a subquery, at steps of its own, for each of which {@code looked} counts what is looked at. */
    Evaluator within(TimeSteps inner, StepSamples looked) {
        return new Evaluator(scope, inner, looked);
    }

    /** All series of a vector. */
    List<StepSeries> vector(Expr expr) {
        List<StepSeries> series = new ArrayList<>();
        stream(expr, each -> {
            scope.budget().held(each.kept());
            series.add(each);
        });
        return series;
    }

    /** Hands the series of a vector over, one by one. */
    void stream(Expr expr, Consumer<StepSeries> to) {
        scope.budget().check();
        if (scope.recorder().isEmpty() || expr instanceof Expr.Paren) {
            evaluate(expr, to);
        } else {
            scope.recorder().get().watch(expr, to, watched -> evaluate(expr, watched));
        }
    }

    private void evaluate(Expr expr, Consumer<StepSeries> to) {
        if (steps.count() > 1 && StepInvariance.holds(expr)) {
            once(expr, to);
            return;
        }
        switch (expr) {
            case Expr.VectorSelector selector -> selectors.select(selector, steps, Selectors.Shown.VALUE, to);
            case Expr.Call call -> calls.stream(call, to);
            case Expr.Aggregate aggregate -> handOver(() -> aggregate(aggregate), to);
            case Expr.Binary binary -> binary(binary, to);
            case Expr.Unary unary -> negated(unary, to);
            case Expr.Paren paren -> stream(paren.inner(), to);
            case Expr.NumberLiteral ignored -> throw notA("instant vector", expr);
            case Expr.StringLiteral ignored -> throw notA("instant vector", expr);
            case Expr.MatrixSelector ignored -> throw notA("instant vector", expr);
            case Expr.Subquery ignored -> throw notA("instant vector", expr);
        }
    }

    /**
     * Makes a list of series and hands them over. What the making kept besides can be forgotten afterwards, and each
     * series once it is handed over: whoever keeps it counts it.
     */
    void handOver(Supplier<List<StepSeries>> making, Consumer<StepSeries> to) {
        QueryBudget budget = scope.budget();
        long before = budget.held();
        Deque<StepSeries> rest = new ArrayDeque<>(making.get());
        budget.released(budget.held() - before);
        budget.held(rest.stream().mapToLong(StepSeries::kept).sum());
        while (!rest.isEmpty()) {
            StepSeries series = rest.removeFirst();
            budget.released(series.kept());
            to.accept(series);
        }
    }

    private void once(Expr expr, Consumer<StepSeries> to) {
        scope.recorder().ifPresent(plan -> plan.note(expr, "the same at every step: evaluated once"));
        Evaluator single = new Evaluator(scope, TimeSteps.instant(steps.startMillis()), samples.forOneStep());
        single.evaluate(expr, series -> {
            scope.budget().samples(steps.count());
            to.accept(series.repeated(steps.count()));
        });
        samples.addToEach(single.samples);
    }

    private static QueryException trimming(Expr.Binary binary) {
        return QueryException.execution("operator \"" + binary.op().symbol() + "\" not allowed for Scalar operations");
    }

    /** The value of a scalar at each step. */
    double[] scalar(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral number -> constant(number.value());
            case Expr.Paren paren -> scalar(paren.inner());
            case Expr.Unary unary -> {
                double[] values = scalar(unary.operand());
                yield unary.negative()
                        ? Arrays.stream(values).map(value -> -value).toArray()
                        : values;
            }
            case Expr.Binary binary -> {
                if (binary.op().trimsHistograms()) {
                    throw trimming(binary);
                }
                yield ScalarOperations.scalars(binary.op(), scalar(binary.left()), scalar(binary.right()));
            }
            case Expr.Call call -> calls.scalar(call);
            case Expr.StringLiteral ignored -> throw notA("scalar", expr);
            case Expr.VectorSelector ignored -> throw notA("scalar", expr);
            case Expr.MatrixSelector ignored -> throw notA("scalar", expr);
            case Expr.Subquery ignored -> throw notA("scalar", expr);
            case Expr.Aggregate ignored -> throw notA("scalar", expr);
        };
    }

    double[] constant(double value) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    static String text(Expr expr) {
        if (expr.unwrapped() instanceof Expr.StringLiteral text) {
            return text.value();
        }
        throw notA("string", expr);
    }

    /** The name of a label that the query makes. */
    static String labelName(Expr expr) {
        String name = text(expr);
        if (name.isEmpty() || !StringLiterals.isUtf8(name)) {
            throw QueryException.execution("invalid label name " + StringLiterals.quote(name));
        }
        return name;
    }

    private static QueryException notA(String type, Expr expr) {
        return QueryException.execution("not " + type + ": " + Printer.print(expr));
    }

    private void negated(Expr.Unary unary, Consumer<StepSeries> to) {
        if (!unary.negative()) {
            stream(unary.operand(), to);
            return;
        }
        stream(unary.operand(), series -> to.accept(HistogramFunctions.negated(series)));
    }

    private void binary(Expr.Binary binary, Consumer<StepSeries> to) {
        boolean scalarLeft = binary.left().type() == ValueType.SCALAR;
        boolean scalarRight = binary.right().type() == ValueType.SCALAR;
        if (scalarLeft || scalarRight) {
            UnaryOperator<StepSeries> change = ScalarOperations.withScalar(
                    binary.op(),
                    binary.bool(),
                    scalar(scalarLeft ? binary.left() : binary.right()),
                    scalarLeft,
                    scope.at(binary));
            stream(scalarLeft ? binary.right() : binary.left(), series -> {
                StepSeries changed = change.apply(series);
                if (!changed.isEmpty()) {
                    to.accept(changed);
                }
            });
            return;
        }
        handOver(
                () -> VectorOperations.apply(
                        binary.op(),
                        binary.bool(),
                        binary.matching(),
                        vector(binary.left()),
                        vector(binary.right()),
                        steps.count(),
                        scope.budget(),
                        scope.at(binary)),
                to);
    }

    private List<StepSeries> aggregate(Expr.Aggregate expr) {
        Aggregation aggregation = aggregation(expr);
        stream(expr.operand(), series -> {
            long before = aggregation.kept();
            aggregation.add(series);
            scope.budget().held(aggregation.kept() - before);
        });
        return aggregation.finish();
    }

    private Aggregation aggregation(Expr.Aggregate expr) {
        AggregationOp op = expr.op();
        if (expr.parameter().isEmpty()) {
            return Aggregation.of(op, expr.grouping(), steps.count(), scope.at(expr.operand()));
        }
        Expr parameter = expr.parameter().get();
        if (op == AggregationOp.COUNT_VALUES) {
            return Aggregation.countValues(expr.grouping(), labelName(parameter), steps.count(), scope.budget());
        }
        boolean ranks = op == AggregationOp.TOPK || op == AggregationOp.BOTTOMK;
        Annotations.Place place = scope.at(ranks ? expr : expr.operand()); // where Prometheus says it of each
        return Aggregation.withNumber(op, expr.grouping(), scalar(parameter), scope.at(parameter), place);
    }
}
