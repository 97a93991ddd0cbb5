package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a tree of a query's parts, with what each took. Literals and parentheses are no parts. */
final class PlanTree {
    private final PlanRecorder recorder;

    PlanTree(PlanRecorder recorder) {
        this.recorder = recorder;
    }

    PlanNode of(Expr expr) {
        Expr part = expr.unwrapped();
        List<PlanNode> inputs = new ArrayList<>();
        for (Expr input : inputs(part)) {
            if (!isLiteral(input)) {
                inputs.add(of(input));
            }
        }
        PlanRecorder.Cost cost = recorder.cost(part);
        return new PlanNode(
                operation(part),
                Printer.print(part),
                List.copyOf(cost.notes),
                cost.seriesRead,
                cost.chunksRead,
                cost.samplesRead,
                cost.resultSeries,
                cost.resultValues,
                cost.time,
                inputs);
    }

    private static boolean isLiteral(Expr expr) {
        Expr part = expr.unwrapped();
        return part instanceof Expr.NumberLiteral || part instanceof Expr.StringLiteral;
    }

    private static List<Expr> inputs(Expr part) {
        return switch (part) {
            case Expr.NumberLiteral ignored -> List.of();
            case Expr.StringLiteral ignored -> List.of();
            case Expr.VectorSelector ignored -> List.of();
            case Expr.MatrixSelector ignored -> List.of();
            case Expr.Subquery subquery -> List.of(subquery.inner());
            case Expr.Unary unary -> List.of(unary.operand());
            case Expr.Binary binary -> List.of(binary.left(), binary.right());
            case Expr.Aggregate aggregate ->
                aggregate
                        .parameter()
                        .map(parameter -> List.of(parameter, aggregate.operand()))
                        .orElseGet(() -> List.of(aggregate.operand()));
            case Expr.Call call -> call.arguments();
            case Expr.Paren paren -> List.of(paren.inner());
        };
    }

    private static String operation(Expr part) {
        return switch (part) {
            case Expr.NumberLiteral ignored -> "number";
            case Expr.StringLiteral ignored -> "string";
            case Expr.VectorSelector ignored -> "select";
            case Expr.MatrixSelector ignored -> "select range";
            case Expr.Subquery ignored -> "subquery";
            case Expr.Unary unary -> unary.negative() ? "negate" : "plus";
            case Expr.Binary binary -> binary.op().symbol();
            case Expr.Aggregate aggregate -> aggregate.op().symbol() + grouping(aggregate.grouping());
            case Expr.Call call -> call.function().name() + "()";
            case Expr.Paren ignored -> "parentheses";
        };
    }

    private static String grouping(Grouping grouping) {
        return grouping.equals(Grouping.ALL)
                ? ""
                : grouping.labels().stream()
                        .collect(Collectors.joining(", ", grouping.without() ? " without (" : " by (", ")"));
    }
}
