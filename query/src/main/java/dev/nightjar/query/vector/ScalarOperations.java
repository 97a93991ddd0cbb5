package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.Annotations;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
     * What becomes of a series with the scalar on its right side or, if {@code scalarLeft}, on its left. A comparison
     * keeps the series' values for which it holds, which may be none, or with {@code bool} gives 1 and 0. Annotations
     * about histograms go to {@code place}.
     */
    public static UnaryOperator<StepSeries> withScalar(
            BinaryOp op, boolean bool, double[] scalar, boolean scalarLeft, Annotations.Place place) {
        HistogramOperator operator = new HistogramOperator(op, bool, place);
        return series -> {
            StepSeries changed = series.hasHistograms() || op.trimsHistograms()
                    ? mixed(operator, series, scalar, scalarLeft)
                    : series.withValues(one(op, bool, series.values(), scalar, scalarLeft));
            return op.changesQuantity() || bool ? changed.renamed() : changed;
        };
    }

    private static StepSeries mixed(
            HistogramOperator operator, StepSeries series, double[] scalar, boolean scalarLeft) {
        double[] values = Absent.array(scalar.length);
        @Nullable NativeHistogram[] histograms = HistogramColumn.of(scalar.length);
        for (int i = 0; i < values.length; i++) {
            if (series.isPresent(i)) {
                StepValue value = StepValue.of(series, i);
                Optional<StepValue> result = operator.withScalar(value, scalar[i], scalarLeft);
                if (result.isPresent()) {
                    values[i] = result.get().number();
                    histograms[i] = result.get().histogram();
                }
            }
        }
        return series.with(values, HistogramColumn.compact(histograms));
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
