package dev.nightjar.query.promql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import java.util.List;
import java.util.Optional;

/** The syntax tree of PromQL. Trees that {@link PromQl#parse} returns are well typed. */
public sealed interface Expr {
    Span span();

    default ValueType type() {
        return switch (this) {
            case NumberLiteral ignored -> ValueType.SCALAR;
            case StringLiteral ignored -> ValueType.STRING;
            case VectorSelector ignored -> ValueType.VECTOR;
            case MatrixSelector ignored -> ValueType.MATRIX;
            case Subquery ignored -> ValueType.MATRIX;
            case Unary unary -> unary.operand.type();
            case Binary binary ->
                binary.left.type() == ValueType.SCALAR && binary.right.type() == ValueType.SCALAR
                        ? ValueType.SCALAR
                        : ValueType.VECTOR;
            case Aggregate ignored -> ValueType.VECTOR;
            case Call call -> call.function.returns();
            case Paren paren -> paren.inner.type();
        };
    }

    /** A number; {@code duration} if it was written as one, such as {@code 1h}, and counts seconds. */
    record NumberLiteral(Span span, double value, boolean duration) implements Expr {}

    record StringLiteral(Span span, String value) implements Expr {}

    /** How values between samples are found. */
    enum Extension {
        NONE,
        /** The last sample before the window counts as its first. */
        ANCHORED,
        /** Interpolated at the window's borders. */
        SMOOTHED
    }

    /** {@code name} is what stands before the braces; the first of {@code matchers} asks for it. */
    record VectorSelector(Span span, Optional<String> name, List<Matcher> matchers, Timing timing, Extension extension)
            implements Expr {
        public VectorSelector {
            matchers = List.copyOf(matchers);
        }

        VectorSelector at(Span wider, Timing other) {
            return new VectorSelector(wider, name, matchers, other, extension);
        }

        VectorSelector extended(Span wider, Extension other) {
            return new VectorSelector(wider, name, matchers, timing, other);
        }
    }

    record MatrixSelector(Span span, VectorSelector selector, DurationExpr range) implements Expr {}

    /** {@code inner[range:step]}; without a step, the default of the engine. */
    record Subquery(Span span, Expr inner, DurationExpr range, Optional<DurationExpr> step, Timing timing)
            implements Expr {}

    record Unary(Span span, boolean negative, Expr operand) implements Expr {}

    record Binary(Span span, BinaryOp op, Expr left, Expr right, boolean bool, VectorMatching matching)
            implements Expr {}

    record Aggregate(Span span, AggregationOp op, Grouping grouping, Optional<Expr> parameter, Expr operand)
            implements Expr {}

    record Call(Span span, Function function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record Paren(Span span, Expr inner) implements Expr {}

    /** This expression without parentheses around it. */
    default Expr unwrapped() {
        Expr expr = this;
        while (expr instanceof Paren paren) {
            expr = paren.inner;
        }
        return expr;
    }
}
