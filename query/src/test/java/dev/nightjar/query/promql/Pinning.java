package dev.nightjar.query.promql;

import java.util.Optional;

/** Pins a query to one time: puts {@code @} on every selector and subquery that has none. */
final class Pinning {
    private Pinning() {}

    static Expr pin(Expr expr, long millis) {
        return switch (expr) {
            case Expr.NumberLiteral number -> number;
            case Expr.StringLiteral text -> text;
            case Expr.VectorSelector selector -> pin(selector, millis);
            case Expr.MatrixSelector matrix ->
                new Expr.MatrixSelector(matrix.span(), pin(matrix.selector(), millis), matrix.range());
            case Expr.Subquery subquery ->
                subquery.timing().at().isPresent()
                        ? subquery
                        : new Expr.Subquery(
                                subquery.span(),
                                subquery.inner(),
                                subquery.range(),
                                subquery.step(),
                                pin(subquery.timing(), millis));
            case Expr.Unary unary -> new Expr.Unary(unary.span(), unary.negative(), pin(unary.operand(), millis));
            case Expr.Binary binary ->
                new Expr.Binary(
                        binary.span(),
                        binary.op(),
                        pin(binary.left(), millis),
                        pin(binary.right(), millis),
                        binary.bool(),
                        binary.matching());
            case Expr.Aggregate aggregate ->
                new Expr.Aggregate(
                        aggregate.span(),
                        aggregate.op(),
                        aggregate.grouping(),
                        aggregate.parameter().map(parameter -> pin(parameter, millis)),
                        pin(aggregate.operand(), millis));
            case Expr.Call call ->
                new Expr.Call(
                        call.span(),
                        call.function(),
                        call.arguments().stream()
                                .map(argument -> pin(argument, millis))
                                .toList());
            case Expr.Paren paren -> new Expr.Paren(paren.span(), pin(paren.inner(), millis));
        };
    }

    private static Expr.VectorSelector pin(Expr.VectorSelector selector, long millis) {
        return selector.at(selector.span(), pin(selector.timing(), millis));
    }

    private static Timing pin(Timing timing, long millis) {
        Optional<Timing.At> at = timing.at().or(() -> Optional.of(new Timing.At.Time(millis)));
        return new Timing(at, timing.offset());
    }
}
