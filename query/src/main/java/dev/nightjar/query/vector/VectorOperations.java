package dev.nightjar.query.vector;

import java.util.List;

/** Operators between two vectors. */
public final class VectorOperations {
    private VectorOperations() {}

    /**
     * The result of {@code left op right}. Throws {@link dev.nightjar.query.QueryException} where series match in more
     * ways than {@code matching} allows.
     *
     * @param bool comparisons give 1 or 0 instead of filtering
     */
    public static List<StepSeries> apply(
            BinaryOp op,
            boolean bool,
            VectorMatching matching,
            List<StepSeries> left,
            List<StepSeries> right,
            int steps) {
        if (op.isSet()) {
            return SetOperations.apply(op, matching.signature(), left, right, steps);
        }
        return new VectorMatch(op, bool, matching, steps).apply(left, right);
    }
}
