package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.time.Instant;

/**
 * An objective's history, slice after slice: events (or slices of time) that were bad, and all that counted. Slices are
 * aligned to the clock; the last may be under way. A slice of which nothing is known has a total of NaN. The arrays are
 * the column's own.
 *
 * @param until where the last slice ends
 */
public record SliceColumn(Instant from, Duration length, Instant until, double[] bad, double[] total) {
    public SliceColumn {
        if (bad.length != total.length) {
            throw new IllegalArgumentException(bad.length + " slices of bad events, but " + total.length + " of all");
        }
    }

    /** How a slice shows. */
    public enum State {
        GOOD,
        BAD,
        NO_DATA
    }

    public int size() {
        return bad.length;
    }

    public Instant start(int slice) {
        return from.plus(length.multipliedBy(slice));
    }

    public Instant end(int slice) {
        Instant end = start(slice + 1);
        return end.isAfter(until) ? until : end;
    }

    public boolean hasData(int slice) {
        return total[slice] > 0;
    }

    /** Bad where more of it is bad than the objective's budget allows on the whole. */
    public State state(int slice, double budget) {
        if (!hasData(slice)) {
            return State.NO_DATA;
        }
        return bad[slice] > budget * total[slice] ? State.BAD : State.GOOD;
    }
}
