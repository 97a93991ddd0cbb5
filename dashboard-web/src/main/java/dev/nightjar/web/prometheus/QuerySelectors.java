package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/** The series selectors anywhere in a query. */
final class QuerySelectors {
    private QuerySelectors() {}

    static List<List<Matcher>> of(Expr expr) {
        List<List<Matcher>> found = new ArrayList<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, List<List<Matcher>> to) {
        switch (expr) {
            case Expr.NumberLiteral ignored -> {}
            case Expr.StringLiteral ignored -> {}
            case Expr.VectorSelector selector -> to.add(selector.matchers());
            case Expr.MatrixSelector matrix -> to.add(matrix.selector().matchers());
            case Expr.Subquery subquery -> collect(subquery.inner(), to);
            case Expr.Unary unary -> collect(unary.operand(), to);
            case Expr.Paren paren -> collect(paren.inner(), to);
            case Expr.Call call -> call.arguments().forEach(argument -> collect(argument, to));
            case Expr.Aggregate aggregate -> {
                aggregate.parameter().ifPresent(parameter -> collect(parameter, to));
                collect(aggregate.operand(), to);
            }
            case Expr.Binary binary -> {
                collect(binary.left(), to);
                collect(binary.right(), to);
            }
        }
    }
}
