package dev.nightjar.query.promql;

import dev.nightjar.query.TimeSteps;
import java.util.Optional;

/**
 * Where a selector looks at each step: at a fixed time, or at the step's own, moved by the offset. Never goes backwards
 * from one step to the next.
 */
record LookTimes(TimeSteps steps, boolean fixed, long fixedMillis, long offsetMillis) {
    static LookTimes of(Timing timing, TimeSteps steps, QueryScope scope) {
        long offset = timing.offset().map(scope::millis).orElse(0L);
        long fixed = timing.at()
                .map(at -> switch (at) {
                    case Timing.At.Time time -> time.millis();
                    case Timing.At.Start ignored -> scope.startMillis();
                    case Timing.At.End ignored -> scope.endMillis();
                })
                .orElse(0L);
        return new LookTimes(steps, timing.at().isPresent(), fixed, offset);
    }

    /**
     * When the samples of {@code expr} are looked at: as its first selector looks, with what the subqueries around that
     * selector add.
     */
    static LookTimes ofFirstSelector(Expr expr, TimeSteps steps, QueryScope scope) {
        return firstSelector(expr, new LookTimes(steps, false, 0, 0), scope)
                .orElseGet(() -> new LookTimes(steps, false, 0, 0));
    }

    private static Optional<LookTimes> firstSelector(Expr expr, LookTimes around, QueryScope scope) {
        return switch (expr) {
            case Expr.NumberLiteral ignored -> Optional.empty();
            case Expr.StringLiteral ignored -> Optional.empty();
            case Expr.VectorSelector selector -> Optional.of(around.moved(selector.timing(), scope));
            case Expr.MatrixSelector matrix ->
                Optional.of(around.moved(matrix.selector().timing(), scope));
            case Expr.Subquery subquery ->
                firstSelector(subquery.inner(), around.moved(subquery.timing(), scope), scope);
            case Expr.Unary unary -> firstSelector(unary.operand(), around, scope);
            case Expr.Binary binary ->
                firstSelector(binary.left(), around, scope).or(() -> firstSelector(binary.right(), around, scope));
            case Expr.Aggregate aggregate ->
                aggregate
                        .parameter()
                        .flatMap(parameter -> firstSelector(parameter, around, scope))
                        .or(() -> firstSelector(aggregate.operand(), around, scope));
            case Expr.Call call ->
                call.arguments().stream()
                        .flatMap(argument -> firstSelector(argument, around, scope).stream())
                        .findFirst();
            case Expr.Paren paren -> firstSelector(paren.inner(), around, scope);
        };
    }

    /** An {@code @} replaces whatever is around it, an offset adds to it. */
    private LookTimes moved(Timing timing, QueryScope scope) {
        LookTimes own = of(timing, steps, scope);
        return own.fixed ? own : new LookTimes(steps, fixed, fixedMillis, offsetMillis + own.offsetMillis);
    }

    int count() {
        return steps.count();
    }

    long at(int step) {
        return (fixed ? fixedMillis : steps.at(step)) - offsetMillis;
    }

    long first() {
        return at(0);
    }

    long last() {
        return at(steps.count() - 1);
    }
}
