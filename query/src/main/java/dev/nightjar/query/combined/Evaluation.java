package dev.nightjar.query.combined;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.vector.Aggregation;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.ScalarOperations;
import dev.nightjar.query.vector.StepSeries;
import dev.nightjar.query.vector.VectorOperations;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Evaluates a combined query for all steps. One query, one thread. */
final class Evaluation {
    private final SourceText source;
    private final PartAnswers parts;
    private final TimeSteps steps;
    private final QueryOptions options;
    private final QueryBudget budget;
    private final Annotations annotations;
    private final Set<String> warnings;
    private final Set<String> infos;

    /** Warnings and infos of the parts go to the sets, what is to be said of the operations to {@code annotations}. */
    Evaluation(
            SourceText source,
            PartAnswers parts,
            TimeSteps steps,
            QueryOptions options,
            QueryBudget budget,
            Annotations annotations,
            Set<String> warnings,
            Set<String> infos) {
        this.source = source;
        this.parts = parts;
        this.steps = steps;
        this.options = options;
        this.budget = budget;
        this.annotations = annotations;
        this.warnings = warnings;
        this.infos = infos;
    }

    Evaluated evaluate(Expr expr) {
        budget.check();
        return switch (expr) {
            case Expr.Literal number -> new Evaluated.Scalar(constant(number.value()));
            case Expr.Part part -> held(parts.answer(part, steps, options, warnings, infos));
            case Expr.Binary binary -> binary(binary);
            case Expr.Aggregate aggregate -> aggregate(aggregate);
            case Expr.Negative negative -> negative(negative);
        };
    }

    private double[] constant(double value) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    private Evaluated held(Evaluated value) {
        if (value instanceof Evaluated.Vector vector) {
            vector.series().forEach(series -> budget.held(series.kept()));
        }
        return value;
    }

    private Annotations.Place place(Expr expr) {
        return annotations.at(expr.offset());
    }

    private Evaluated binary(Expr.Binary binary) {
        Evaluated left = evaluate(binary.left());
        Evaluated right = evaluate(binary.right());
        BinaryOp op = binary.op();
        if (left instanceof Evaluated.Vector a && right instanceof Evaluated.Vector b) {
            return new Evaluated.Vector(VectorOperations.apply(
                    op,
                    binary.bool(),
                    binary.matching(),
                    a.series(),
                    b.series(),
                    steps.count(),
                    budget,
                    place(binary)));
        }
        if (op.isSet()) {
            throw QueryException.inText(
                    source,
                    binary.offset(),
                    "set operator \"" + op.symbol() + "\" not allowed in binary scalar expression");
        }
        if (left instanceof Evaluated.Scalar a && right instanceof Evaluated.Scalar b) {
            if (op.isComparison() && !binary.bool()) {
                throw QueryException.inText(
                        source, binary.offset(), "comparisons between scalars must use BOOL modifier");
            }
            return new Evaluated.Scalar(ScalarOperations.scalars(op, a.values(), b.values()));
        }
        boolean scalarLeft = left instanceof Evaluated.Scalar;
        double[] scalar = ((Evaluated.Scalar) (scalarLeft ? left : right)).values();
        List<StepSeries> series = ((Evaluated.Vector) (scalarLeft ? right : left)).series();
        return new Evaluated.Vector(series.stream()
                .map(ScalarOperations.withScalar(op, binary.bool(), scalar, scalarLeft, place(binary)))
                .filter(changed -> !changed.isEmpty())
                .toList());
    }

    private Evaluated negative(Expr.Negative negative) {
        return switch (evaluate(negative.operand())) {
            case Evaluated.Scalar scalar ->
                new Evaluated.Scalar(
                        Arrays.stream(scalar.values()).map(value -> -value).toArray());
            case Evaluated.Vector vector ->
                new Evaluated.Vector(vector.series().stream()
                        .map(ScalarOperations.withScalar(BinaryOp.MUL, false, constant(-1), false, place(negative)))
                        .toList());
        };
    }

    private Evaluated aggregate(Expr.Aggregate aggregate) {
        if (!(evaluate(aggregate.operand()) instanceof Evaluated.Vector vector)) {
            throw QueryException.inText(
                    source, aggregate.offset(), aggregate.op().symbol() + " needs series, found a number");
        }
        Annotations.Place place = place(aggregate);
        Aggregation under = aggregate
                .parameter()
                .map(parameter -> Aggregation.withNumber(
                        aggregate.op(), aggregate.grouping(), number(parameter), place(parameter), place))
                .orElseGet(() -> Aggregation.of(aggregate.op(), aggregate.grouping(), steps.count(), place));
        for (StepSeries series : vector.series()) {
            long before = under.kept();
            under.add(series);
            budget.held(under.kept() - before);
        }
        return new Evaluated.Vector(under.finish());
    }

    private double[] number(Expr parameter) {
        if (evaluate(parameter) instanceof Evaluated.Scalar scalar) {
            return scalar.values();
        }
        throw QueryException.inText(source, parameter.offset(), "a number is needed here, found series");
    }
}
