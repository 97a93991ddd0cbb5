package dev.nightjar.query.vector;

import java.util.Arrays;

/** Quantiles of plain numbers, interpolated linearly between the two nearest ranks. */
public final class Quantile {
    private Quantile() {}

    /**
     * Quantile {@code q} of {@code values[0, size)}, which are sorted in place. NaN counts as the smallest value. Below
     * 0 the answer is -Inf, above 1 +Inf, without values NaN.
     */
    public static double of(double q, double[] values, int size) {
        if (size == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, size);
        int nans = 0;
        while (nans < size && Double.isNaN(values[size - 1 - nans])) {
            nans++;
        }
        double rank = q * (size - 1);
        int lower = (int) rank;
        int upper = Math.min(lower + 1, size - 1);
        double weight = rank - lower;
        return ranked(values, size, nans, lower) * (1 - weight) + ranked(values, size, nans, upper) * weight;
    }

    /** Java sorts NaN to the end; here it comes first. */
    private static double ranked(double[] values, int size, int nans, int rank) {
        return values[rank < nans ? size - 1 - rank : rank - nans];
    }
}
