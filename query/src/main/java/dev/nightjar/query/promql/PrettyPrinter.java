package dev.nightjar.query.promql;

import java.util.ArrayList;
import java.util.List;

/** Writes a query over several lines where one would be too long, in the layout of Prometheus' own formatter. */
final class PrettyPrinter {
    private static final int LONGEST_LINE = 100;
    private static final String INDENT = "  ";

    private PrettyPrinter() {}

    static String print(Expr expr) {
        return print(expr, 0);
    }

    /** Every line begins with the indentation of {@code level} at least. */
    private static String print(Expr expr, int level) {
        String indent = INDENT.repeat(level);
        String line = Printer.print(expr);
        if (line.length() <= LONGEST_LINE) {
            return indent + line;
        }
        return switch (expr) {
            case Expr.Aggregate aggregate ->
                indent + Printer.head(aggregate) + "(\n"
                        + aggregate
                                .parameter()
                                .map(parameter -> print(parameter, level + 1) + ",\n")
                                .orElse("")
                        + print(aggregate.operand(), level + 1) + "\n" + indent + ")";
            case Expr.Binary binary ->
                left(binary, level + 1) + "\n" + indent + Printer.operator(binary) + "\n"
                        + print(binary.right(), level + 1);
            case Expr.Call call ->
                indent + call.function().name() + "(\n" + arguments(call, level + 1) + "\n" + indent + ")";
            case Expr.Paren paren -> indent + "(\n" + print(paren.inner(), level + 1) + "\n" + indent + ")";
            case Expr.Subquery subquery -> print(subquery.inner(), level) + Printer.range(subquery);
            case Expr.Unary unary ->
                indent
                        + (unary.negative() ? "-" : "+")
                        + print(unary.operand(), level).strip();
            case Expr.NumberLiteral ignored -> indent + line;
            case Expr.StringLiteral ignored -> indent + line;
            case Expr.VectorSelector ignored -> indent + line;
            case Expr.MatrixSelector ignored -> indent + line;
        };
    }

    private static String left(Expr.Binary binary, int level) {
        return binary.left() instanceof Expr.NumberLiteral
                ? INDENT.repeat(level) + Printer.left(binary)
                : print(binary.left(), level);
    }

    private static String arguments(Expr.Call call, int level) {
        List<String> lines = Printer.arguments(call);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean fits = lines.get(i).length() <= LONGEST_LINE;
            texts.add(
                    fits
                            ? INDENT.repeat(level) + lines.get(i)
                            : print(call.arguments().get(i), level));
        }
        return String.join(",\n", texts);
    }
}
