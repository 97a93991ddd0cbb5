package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Quantile;

/** Quantiles of a window, with the space to sort it in. */
final class OverTimeQuantile {
    private double[] sorted = new double[64];

    double of(double q, Window window) {
        int count = copy(window);
        return Quantile.of(q, sorted, count);
    }

    private int copy(Window window) {
        int count = window.count();
        if (sorted.length < count) {
            sorted = new double[2 * count];
        }
        for (int i = 0; i < count; i++) {
            sorted[i] = window.value(window.from() + i);
        }
        return count;
    }

    /** The median of how far values are from their median, NaN if any of them is. */
    static RangeFunction medianDeviation() {
        OverTimeQuantile space = new OverTimeQuantile();
        return window -> {
            double median = space.of(0.5, window);
            int count = space.copy(window);
            for (int i = 0; i < count; i++) {
                space.sorted[i] = Math.abs(space.sorted[i] - median);
                if (Double.isNaN(space.sorted[i])) {
                    return Double.NaN;
                }
            }
            return Quantile.of(0.5, space.sorted, count);
        };
    }
}
