package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays a query out over several lines where one would be too long, as Loki's own formatter does. */
final class PrettyPrinter {
    private static final int LONGEST_LINE = 100;
    private static final String INDENT = "  ";

    private PrettyPrinter() {}

    static String print(Expression expression) {
        return print(expression, 0);
    }

    private static String print(Expression expression, int level) {
        String indent = INDENT.repeat(level);
        String line = Printer.print(expression);
        if (line.length() <= LONGEST_LINE) {
            return indent + line;
        }
        return switch (expression) {
            case Expression.Lines lines -> lines(lines, level);
            case Expression.RangeAggregation range ->
                indent
                        + range.function().symbol()
                        + "(\n"
                        + range.parameter()
                                .map(value -> INDENT.repeat(level + 1) + value + ",\n")
                                .orElse("")
                        + range(range, level + 1)
                        + "\n"
                        + indent
                        + ")"
                        + range.grouping()
                                .map(grouping -> Printer.grouping(grouping, ", "))
                                .orElse("");
            case Expression.VectorAggregation aggregation ->
                call(
                        Printer.head(aggregation),
                        Printer.parameter(aggregation),
                        print(aggregation.operand(), level + 1),
                        List.of(),
                        level);
            case Expression.Sort sort ->
                call(Printer.sortName(sort), Optional.empty(), print(sort.operand(), level + 1), List.of(), level);
            case Expression.LabelReplace replace ->
                call(
                        "label_replace",
                        Optional.empty(),
                        print(replace.operand(), level + 1),
                        Printer.arguments(replace),
                        level);
            case Expression.Binary binary -> binary(binary, level);
            case Expression.Literal _, Expression.Vector _ -> indent + line;
        };
    }

    /** Operands that are operations themselves stay in parentheses, so that the text means the same. */
    private static String binary(Expression.Binary binary, int level) {
        return operand(binary.left(), level + 1) + "\n" + INDENT.repeat(level) + Printer.operator(binary) + "\n"
                + operand(binary.right(), level + 1);
    }

    private static String operand(Expression.Metric operand, int level) {
        boolean split =
                operand instanceof Expression.Binary && Printer.print(operand).length() > LONGEST_LINE;
        String indent = INDENT.repeat(level);
        return split ? indent + "(\n" + print(operand, level + 1) + "\n" + indent + ")" : print(operand, level);
    }

    private static String call(String head, Optional<String> before, String operand, List<String> after, int level) {
        String inner = INDENT.repeat(level + 1);
        List<String> arguments = new ArrayList<>();
        before.ifPresent(text -> arguments.add(inner + text));
        arguments.add(operand);
        after.forEach(text -> arguments.add(inner + text));
        String indent = INDENT.repeat(level);
        return indent + head + "(\n" + String.join(",\n", arguments) + "\n" + indent + ")";
    }

    private static String range(Expression.RangeAggregation range, int level) {
        String indent = "\n" + INDENT.repeat(level + 1);
        return print(range.lines(), level)
                + range.unwrap()
                        .map(unwrap -> indent + Printer.unwrap(unwrap, indent))
                        .orElse("")
                + " ["
                + GoText.range(range.rangeNanos())
                + "]"
                + (range.shiftNanos() == 0 ? "" : " offset " + GoText.range(range.shiftNanos()));
    }

    private static String lines(Expression.Lines lines, int level) {
        StringBuilder text = new StringBuilder(INDENT.repeat(level)).append(Printer.selector(lines.matchers()));
        for (Stage stage : lines.stages()) {
            text.append('\n').append(INDENT.repeat(level + 1)).append(Printer.stage(stage));
        }
        return text.toString();
    }
}
