package dev.nightjar.query.promql;

import java.util.List;
import java.util.Set;

/** Whether an expression has the same value at every step, so that computing it once is enough. */
final class StepInvariance {
    private static final Set<String> STEP_DEPENDENT = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "end",
            "hour",
            "minute",
            "month",
            "predict_linear",
            "range",
            "start",
            "step",
            "time",
            "timestamp",
            "year");

    private StepInvariance() {}

    static boolean holds(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral ignored -> true;
            case Expr.StringLiteral ignored -> true;
            case Expr.VectorSelector selector -> selector.timing().at().isPresent();
            case Expr.MatrixSelector matrix -> matrix.selector().timing().at().isPresent();
            case Expr.Subquery subquery -> subquery.timing().at().isPresent();
            case Expr.Unary unary -> holds(unary.operand());
            case Expr.Binary binary -> holds(binary.left()) && holds(binary.right());
            case Expr.Aggregate aggregate ->
                holds(aggregate.operand())
                        && aggregate.parameter().map(StepInvariance::holds).orElse(true);
            case Expr.Call call ->
                !STEP_DEPENDENT.contains(call.function().name())
                        && valued(call).stream().allMatch(StepInvariance::holds);
            case Expr.Paren paren -> holds(paren.inner());
        };
    }

    /** The second argument of info() says which labels; it is not evaluated. */
    private static List<Expr> valued(Expr.Call call) {
        return call.function().name().equals("info") ? call.arguments().subList(0, 1) : call.arguments();
    }
}
