package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** One element of an instant vector: a number, or if {@code histogram} is there, that; the value is then 0. */
public record Sample(Labels labels, double value, @Nullable NativeHistogram histogram) {
    public Sample(Labels labels, double value) {
        this(labels, value, null);
    }

    public Sample(Labels labels, NativeHistogram histogram) {
        this(labels, 0, histogram);
    }

    /** What a template shows of it. */
    Object shown() {
        return histogram == null ? (Object) value : histogram.toString();
    }
}
