package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;

/**
 * One series of an expression over time.
 *
 * @param values one a step, {@link #ABSENT} where the series has none; the array is the track's own
 */
public record Track(Labels labels, double[] values) {
    /** Told from every number, NaN among them, by its bits. */
    public static final double ABSENT = StaleMarker.VALUE;

    public boolean isPresent(int step) {
        return !StaleMarker.is(values[step]);
    }
}
