package dev.nightjar.query.promql;

import dev.nightjar.query.vector.BinaryOp;

/** A length of time in a selector: a literal, or arithmetic over literals and the query's own step and range. */
public sealed interface DurationExpr {
    /** The length in seconds, for a query with this step and this range (both in seconds). */
    default double seconds(double step, double range) {
        return switch (this) {
            case Seconds literal -> literal.value;
            case QueryStep ignored -> step;
            case QueryRange ignored -> range;
            case Negative negative -> -negative.operand.seconds(step, range);
            case Group group -> group.inner.seconds(step, range);
            case Arithmetic a -> a.op.apply(a.left.seconds(step, range), a.right.seconds(step, range));
            case Least least -> Math.min(least.left.seconds(step, range), least.right.seconds(step, range));
            case Greatest most -> Math.max(most.left.seconds(step, range), most.right.seconds(step, range));
        };
    }

    /**
     * The same in whole milliseconds, towards zero, as Prometheus counts them: a literal is rounded to nanoseconds before,
     * what is computed is not.
     */
    default long millis(double step, double range) {
        double seconds = seconds(step, range);
        return this instanceof Seconds ? Math.round(seconds * 1e9) / 1_000_000 : (long) (seconds * 1000);
    }

    /**
     * This, signs and parentheses around a literal taken into it. A literal of whole milliseconds is a duration then,
     * as {@code 300} is {@code 5m}.
     */
    default DurationExpr folded() {
        DurationExpr folded = withoutParentheses();
        if (!(folded instanceof Seconds(double value, boolean _))) {
            return this;
        }
        return new Seconds(value, value * 1000 == Math.rint(value * 1000));
    }

    private DurationExpr withoutParentheses() {
        return switch (this) {
            case Group group -> group.inner.withoutParentheses();
            case Negative negative ->
                negative.operand.withoutParentheses() instanceof Seconds(double value, boolean duration)
                        ? new Seconds(-value, duration)
                        : this;
            case Seconds _, QueryStep _, QueryRange _, Arithmetic _, Least _, Greatest _ -> this;
        };
    }

    /** Seconds; {@code duration} if written as one, such as {@code 5m}, rather than as a number. */
    record Seconds(double value, boolean duration) implements DurationExpr {}

    /** {@code step()}. */
    record QueryStep() implements DurationExpr {}

    /** {@code range()}. */
    record QueryRange() implements DurationExpr {}

    record Negative(DurationExpr operand) implements DurationExpr {}

    record Group(DurationExpr inner) implements DurationExpr {}

    record Arithmetic(BinaryOp op, DurationExpr left, DurationExpr right) implements DurationExpr {}

    /** {@code min_of(left, right)}. */
    record Least(DurationExpr left, DurationExpr right) implements DurationExpr {}

    /** {@code max_of(left, right)}. */
    record Greatest(DurationExpr left, DurationExpr right) implements DurationExpr {}
}
