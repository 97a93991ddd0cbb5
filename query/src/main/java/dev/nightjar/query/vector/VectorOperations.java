package dev.nightjar.query.vector;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import java.util.List;

/** Operators between two vectors. */
public final class VectorOperations {
    private VectorOperations() {}

    /**
     * The result of {@code left op right}. Throws {@link dev.nightjar.query.QueryException} where series match in more
     * ways than {@code matching} allows.
     *
     * @param budget pays for the result, and stops a match that takes too long
     * @param bool comparisons give 1 or 0 instead of filtering
     * @param place where annotations about the operation go
     */
    public static List<StepSeries> apply(
            BinaryOp op,
            boolean bool,
            VectorMatching matching,
            List<StepSeries> left,
            List<StepSeries> right,
            int steps,
            QueryBudget budget,
            Annotations.Place place) {
        if (op.isSet()) {
            return SetOperations.apply(op, matching.signature(), left, right, steps, budget);
        }
        return new VectorMatch(op, bool, matching, steps, budget, place).apply(left, right);
    }
}
