package dev.nightjar.query.vector;

import dev.nightjar.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** What a series has at one step: a histogram, or if there is none, a number. */
record StepValue(double number, @Nullable NativeHistogram histogram) {
    static StepValue of(double number) {
        return new StepValue(number, null);
    }

    static StepValue of(NativeHistogram histogram) {
        return new StepValue(Absent.VALUE, histogram);
    }

    static StepValue of(StepSeries series, int step) {
        return new StepValue(series.values()[step], series.histogram(step));
    }

    /** In the words of annotations. */
    String type() {
        return histogram == null ? "float" : "histogram";
    }
}
