package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The native histograms of a series by step: null where it has none, and no column at all, a length of 0, where it
 * never has one. A step has a number or a histogram, never both.
 */
public final class HistogramColumn {
    public static final @Nullable NativeHistogram[] NONE = new @Nullable NativeHistogram[0];

    private HistogramColumn() {}

    public static @Nullable NativeHistogram[] of(int steps) {
        return new @Nullable NativeHistogram[steps];
    }

    public static @Nullable NativeHistogram at(@Nullable NativeHistogram[] column, int step) {
        return step < column.length ? column[step] : null;
    }

    /** The column, or {@link #NONE} if it has no histogram. */
    public static @Nullable NativeHistogram[] compact(@Nullable NativeHistogram[] column) {
        for (NativeHistogram histogram : column) {
            if (histogram != null) {
                return column;
            }
        }
        return NONE;
    }

    /** How many numbers it keeps, about. */
    public static long kept(@Nullable NativeHistogram[] column) {
        long kept = column.length;
        for (NativeHistogram histogram : column) {
            kept += histogram == null ? 0 : kept(histogram);
        }
        return kept;
    }

    /** How many numbers a histogram keeps, about. */
    public static long kept(NativeHistogram histogram) {
        return 8 + 2L * (histogram.positive().size() + histogram.negative().size());
    }
}
