package dev.nightjar.query.vector;

import java.util.ArrayList;
import java.util.List;

/** Operators where at least one side is a number per step. */
public final class ScalarOperations {
    private ScalarOperations() {}

    /** Between two scalars; a comparison gives 1 or 0. */
    public static double[] scalars(BinaryOp op, double[] left, double[] right) {
        double[] result = new double[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = op.apply(left[i], right[i]);
        }
        return result;
    }

    /**
     * Between each series and the scalar, which stands on the right side or, if {@code scalarLeft}, on the left. A
     * comparison keeps the series' values for which it holds, or with {@code bool} gives 1 and 0.
     */
    public static List<StepSeries> vectorAndScalar(
            BinaryOp op, boolean bool, List<StepSeries> vector, double[] scalar, boolean scalarLeft) {
        List<StepSeries> result = new ArrayList<>(vector.size());
        for (StepSeries series : vector) {
            double[] values = one(op, bool, series.values(), scalar, scalarLeft);
            if (!Absent.isAll(values)) {
                result.add(op.changesQuantity() || bool ? series.derived(values) : series.withValues(values));
            }
        }
        return result;
    }

    private static double[] one(BinaryOp op, boolean bool, double[] values, double[] scalar, boolean scalarLeft) {
        boolean filter = op.isComparison() && !bool;
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            double value = values[i];
            if (Absent.is(value)) {
                result[i] = Absent.VALUE;
                continue;
            }
            double left = scalarLeft ? scalar[i] : value;
            double right = scalarLeft ? value : scalar[i];
            if (filter) {
                result[i] = op.holds(left, right) ? value : Absent.VALUE;
            } else {
                result[i] = op.apply(left, right);
            }
        }
        return result;
    }
}
