package dev.nightjar.query.promql;

import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.VectorMatching;
import java.util.List;
import java.util.Locale;

/** Refuses what cannot mean anything, where it stands. */
final class TypeCheck {
    private final TokenReader tokens;

    TypeCheck(TokenReader tokens) {
        this.tokens = tokens;
    }

    void check(Expr.Unary unary) {
        requireNumeric(
                unary.operand(), "unary expression only allowed on expressions of type scalar or instant vector");
    }

    void check(Expr.Binary binary, Span operator) {
        String symbol = binary.op().symbol();
        requireNumeric(binary.left(), "binary expression must contain only scalar and instant vector types");
        requireNumeric(binary.right(), "binary expression must contain only scalar and instant vector types");
        boolean vectors =
                binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
        if (binary.type() == ValueType.SCALAR && binary.op().isComparison() && !binary.bool()) {
            throw tokens.error(operator, "comparisons between scalars must use BOOL modifier");
        }
        if (!vectors && binary.op().isSet()) {
            throw tokens.error(operator, "set operator \"" + symbol + "\" not allowed in binary scalar expression");
        }
        VectorMatching matching = binary.matching();
        // An empty list of labels means nothing between scalars and is let through.
        boolean matches = !matching.labels().isEmpty()
                || matching.fillLeft().isPresent()
                || matching.fillRight().isPresent();
        if (!vectors && matches) {
            throw tokens.error(operator, "vector matching only allowed between instant vectors");
        }
    }

    private void requireNumeric(Expr expr, String message) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw tokens.error(expr.span(), message + ", got \"" + expr.type().words() + "\"");
        }
    }

    void check(Expr.Aggregate aggregate) {
        require(aggregate.operand(), ValueType.VECTOR, "aggregation expression");
        aggregate.parameter().ifPresent(parameter -> {
            boolean text = aggregate.op().parameter() == AggregationOp.Parameter.TEXT;
            require(parameter, text ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter");
        });
    }

    void check(Expr.Call call) {
        Function function = call.function();
        int given = call.arguments().size();
        if (given < function.fewestArguments() || given > function.mostArguments()) {
            boolean exact = function.fewestArguments() == function.mostArguments();
            int bound = given < function.fewestArguments() ? function.fewestArguments() : function.mostArguments();
            String atLeastOrMost = exact ? "" : given < function.fewestArguments() ? "at least " : "at most ";
            throw tokens.error(
                    call.span(),
                    "expected " + atLeastOrMost + bound + " argument(s) in call to \"" + function.name() + "\", got "
                            + given);
        }
        for (int i = 0; i < given; i++) {
            Expr argument = call.arguments().get(i);
            require(argument, function.parameter(i), "call to function \"" + function.name() + "\"");
            if (argument.unwrapped() instanceof Expr.MatrixSelector matrix) {
                requireExtensible(matrix, function.name());
            }
        }
    }

    private void requireExtensible(Expr.MatrixSelector matrix, String function) {
        Expr.Extension extension = matrix.selector().extension();
        List<String> allowed = switch (extension) {
            case NONE -> List.of(function);
            case ANCHORED -> List.of("changes", "delta", "increase", "rate", "resets");
            case SMOOTHED -> List.of("delta", "increase", "rate");
        };
        if (!allowed.contains(function)) {
            throw tokens.error(
                    matrix.span(),
                    extension.name().toLowerCase(Locale.ROOT) + " modifier can only be used with: "
                            + String.join(", ", allowed) + " - not with " + function);
        }
    }

    private void require(Expr expr, ValueType type, String where) {
        if (expr.type() != type) {
            throw tokens.error(
                    expr.span(),
                    "expected type " + type.words() + " in " + where + ", got "
                            + expr.type().words());
        }
    }
}
