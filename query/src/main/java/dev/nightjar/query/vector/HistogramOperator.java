package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.histogram.Combined;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.histogram.HistogramTrim;
import java.util.Optional;

/** An operator where histograms may stand on either side. What is not defined gives nothing and an annotation. */
final class HistogramOperator {
    private final BinaryOp op;
    private final boolean bool;
    private final Annotations.Place place;

    HistogramOperator(BinaryOp op, boolean bool, Annotations.Place place) {
        this.op = op;
        this.bool = bool;
        this.place = place;
    }

    /** A comparison keeps its left side where it holds, or with {@code bool} gives 1 and 0. */
    Optional<StepValue> apply(StepValue left, StepValue right) {
        NativeHistogram leftHistogram = left.histogram();
        NativeHistogram rightHistogram = right.histogram();
        if (leftHistogram != null && rightHistogram != null) {
            return histograms(left, leftHistogram, rightHistogram);
        }
        if (leftHistogram != null) {
            return scaled(left, leftHistogram, right);
        }
        if (rightHistogram != null) {
            return op == BinaryOp.MUL
                    ? Optional.of(StepValue.of(HistogramArithmetic.multiply(rightHistogram, left.number())))
                    : undefined(left, right);
        }
        return op.trimsHistograms() ? undefined(left, right) : numbers(left, right);
    }

    /** As {@link #apply}, but a comparison of numbers keeps {@code value}, on whatever side it stands. */
    Optional<StepValue> withScalar(StepValue value, double scalar, boolean scalarLeft) {
        StepValue other = StepValue.of(scalar);
        Optional<StepValue> result = scalarLeft ? apply(other, value) : apply(value, other);
        boolean filtered = op.isComparison() && !bool;
        return filtered ? result.map(left -> value) : result;
    }

    private Optional<StepValue> numbers(StepValue left, StepValue right) {
        if (op.isComparison() && !bool) {
            return op.holds(left.number(), right.number()) ? Optional.of(left) : Optional.empty();
        }
        return Optional.of(StepValue.of(op.apply(left.number(), right.number())));
    }

    private Optional<StepValue> scaled(StepValue left, NativeHistogram histogram, StepValue right) {
        double number = right.number();
        return switch (op) {
            case MUL -> Optional.of(StepValue.of(HistogramArithmetic.multiply(histogram, number)));
            case DIV -> Optional.of(StepValue.of(HistogramArithmetic.divide(histogram, number)));
            case TRIM_UPPER -> Optional.of(StepValue.of(HistogramTrim.below(histogram, number)));
            case TRIM_LOWER -> Optional.of(StepValue.of(HistogramTrim.above(histogram, number)));
            case ADD,
                    SUB,
                    MOD,
                    POW,
                    ATAN2,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    AND,
                    UNLESS,
                    OR -> undefined(left, right);
        };
    }

    private Optional<StepValue> histograms(StepValue left, NativeHistogram a, NativeHistogram b) {
        return switch (op) {
            case ADD -> combined(HistogramArithmetic.add(a, b), "addition").map(StepValue::of);
            case SUB ->
                combined(HistogramArithmetic.subtract(a, b), "subtraction")
                        .map(difference -> HistogramArithmetic.withHint(difference, ResetHint.GAUGE))
                        .map(StepValue::of);
            case EQUAL -> compared(left, HistogramArithmetic.same(a, b));
            case NOT_EQUAL -> compared(left, !HistogramArithmetic.same(a, b));
            case MUL,
                    DIV,
                    MOD,
                    POW,
                    ATAN2,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    TRIM_UPPER,
                    TRIM_LOWER,
                    AND,
                    UNLESS,
                    OR -> undefined(left, StepValue.of(b));
        };
    }

    private Optional<StepValue> compared(StepValue left, boolean holds) {
        if (bool) {
            return Optional.of(StepValue.of(holds ? 1 : 0));
        }
        return holds ? Optional.of(left) : Optional.empty();
    }

    private Optional<NativeHistogram> combined(Optional<Combined> result, String operation) {
        if (result.isEmpty()) {
            place.warn("incompatible bucket layout encountered for binary operator " + op.symbol());
            return Optional.empty();
        }
        if (result.get().resetsCollide()) {
            place.warn("conflicting counter resets during histogram " + operation);
        }
        if (result.get().reconciled()) {
            place.info("mismatched custom buckets were reconciled during " + operation);
        }
        return result.map(Combined::histogram);
    }

    private Optional<StepValue> undefined(StepValue left, StepValue right) {
        place.info("incompatible sample types encountered for binary operator \"" + op.symbol() + "\": " + left.type()
                + ' ' + op.symbol() + ' ' + right.type());
        return Optional.empty();
    }
}
