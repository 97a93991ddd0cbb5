package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.Expression.Binary;
import dev.nightjar.query.logql.Expression.Literal;
import dev.nightjar.query.logql.Expression.Metric;
import dev.nightjar.query.vector.BinaryOp;
import java.util.Locale;

/** Arithmetic of numbers as written, done while the query is read: {@code 1 + 1} is a 2. */
final class Literals {
    private Literals() {}

    /** The operation itself, or what it comes to. Throws {@link QueryException} where sets are made of numbers. */
    static Metric combine(Binary binary) {
        if (binary.op().isSet()) {
            requireSeries("left", binary.op(), binary.left());
            requireSeries("right", binary.op(), binary.right());
        }
        return binary.left() instanceof Literal left && binary.right() instanceof Literal right
                ? new Literal(left.offset(), apply(binary.op(), left.value(), right.value()))
                : binary;
    }

    private static void requireSeries(String side, BinaryOp op, Metric operand) {
        if (operand instanceof Literal literal) {
            throw ParseError.overall("unexpected literal for " + side + " leg of logical/set binary operation ("
                    + op.symbol() + "): " + String.format(Locale.ROOT, "%f", literal.value()));
        }
    }

    private static double apply(BinaryOp op, double left, double right) {
        return op.apply(left, op == BinaryOp.DIV ? divisor(right) : right);
    }

    /** In LogQL nothing is divided by zero: what would be is no number. */
    static double divisor(double value) {
        return value == 0 ? Double.NaN : value;
    }
}
