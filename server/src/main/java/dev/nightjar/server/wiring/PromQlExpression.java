package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.Threshold;
import dev.nightjar.alerting.rules.Threshold.Comparison;
import dev.nightjar.alerting.rules.Track;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PreparedQuery;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.vector.BinaryOp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule's expression in PromQL. */
final class PromQlExpression implements Expression {
    private final PromQl promQl;
    private final PreparedQuery query;

    PromQlExpression(PromQl promQl, PreparedQuery query) {
        this.promQl = promQl;
        this.query = query;
    }

    @Override
    public List<Sample> at(Instant instant) {
        return VectorSamples.of(
                query.instant(instant.toEpochMilli(), QueryOptions.defaults()).value());
    }

    @Override
    public boolean hasData(Instant instant) {
        List<String> looks = new ArrayList<>();
        collect(query.expr(), looks);
        return looks.isEmpty()
                || looks.stream()
                        .anyMatch(look -> !VectorSamples.of(promQl.prepare(look)
                                        .instant(instant.toEpochMilli(), QueryOptions.defaults())
                                        .value())
                                .isEmpty());
    }

    /** A query for each thing looked at, which has an answer where that has data. */
    private static void collect(Expr expr, List<String> looks) {
        switch (expr) {
            case Expr.VectorSelector selector -> looks.add("group(" + PromQl.print(selector) + ")");
            case Expr.MatrixSelector matrix -> looks.add("group(present_over_time(" + PromQl.print(matrix) + "))");
            case Expr.Subquery subquery -> collect(subquery.inner(), looks);
            case Expr.Unary unary -> collect(unary.operand(), looks);
            case Expr.Binary binary -> {
                collect(binary.left(), looks);
                collect(binary.right(), looks);
            }
            case Expr.Aggregate aggregate -> collect(aggregate.operand(), looks);
            case Expr.Call call -> call.arguments().forEach(argument -> collect(argument, looks));
            case Expr.Paren paren -> collect(paren.inner(), looks);
            case Expr.NumberLiteral _, Expr.StringLiteral _ -> {}
        }
    }

    @Override
    public List<Track> over(Instant first, Instant last, Duration step) {
        long start = first.toEpochMilli();
        int steps = Math.toIntExact(Duration.between(first, last).dividedBy(step) + 1);
        return VectorSamples.tracks(
                query.range(start, last.toEpochMilli(), step.toMillis(), QueryOptions.defaults())
                        .value(),
                start,
                step.toMillis(),
                steps);
    }

    @Override
    public Optional<Threshold> threshold() {
        if (!(query.expr().unwrapped() instanceof Expr.Binary binary) || binary.bool()) {
            return Optional.empty();
        }
        Optional<Comparison> comparison = comparison(binary.op());
        Optional<Double> value = number(binary.right());
        if (comparison.isEmpty() || value.isEmpty() || number(binary.left()).isPresent()) {
            return Optional.empty();
        }
        Expression compared = new PromQlExpression(promQl, promQl.prepare(PromQl.print(binary.left())));
        return Optional.of(new Threshold(compared, comparison.get(), value.get()));
    }

    private static Optional<Double> number(Expr expr) {
        return switch (expr.unwrapped()) {
            case Expr.NumberLiteral number -> Optional.of(number.value());
            case Expr.Unary unary -> number(unary.operand()).map(value -> unary.negative() ? -value : value);
            default -> Optional.empty();
        };
    }

    private static Optional<Comparison> comparison(BinaryOp op) {
        for (Comparison comparison : Comparison.values()) {
            if (comparison.symbol().equals(op.symbol())) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }
}
