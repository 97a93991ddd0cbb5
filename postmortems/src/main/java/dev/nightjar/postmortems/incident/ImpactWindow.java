package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.postmortems.incident.ImpactSource.SloSlices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds when an objective began to suffer and when it had recovered, from its own series rather than from memory.
 *
 * <p>It began with the first slice of the run that burned above 1x and went on into the incident; slices without data
 * do not end a run. It had recovered at the first slice that was at or below 1x and stayed there for {@link
 * #CALM}.
 */
public final class ImpactWindow {
    /** As long as the short window of the fastest burn-rate alert. */
    static final Duration CALM = Duration.ofMinutes(5);

    private final SloSlices slo;

    private ImpactWindow(SloSlices slo) {
        this.slo = slo;
    }

    /**
     * What {@code slo} suffered around {@code detectedAt}; empty where it did not burn above 1x at that time or later.
     */
    public static Optional<ImpactMeasured> measure(
            SloSlices slo, String incidentId, Instant detectedAt, Instant foundAt) {
        return new ImpactWindow(slo).measure(incidentId, detectedAt, foundAt);
    }

    private Optional<ImpactMeasured> measure(String incidentId, Instant detectedAt, Instant foundAt) {
        int burning = burningNear(index(detectedAt));
        if (burning < 0) {
            return Optional.empty();
        }
        int first = firstOfRun(burning);
        int end = recovery(burning);
        double bad = 0;
        double total = 0;
        for (int i = first; i < end; i++) {
            bad += orZero(slo.badEvents().get(i));
            total += orZero(slo.totalEvents().get(i));
        }
        return Optional.of(new ImpactMeasured(
                at(first),
                foundAt,
                incidentId,
                slo.slo(),
                end < size() ? at(end) : null,
                bad / slo.budgetEvents(),
                bad,
                total));
    }

    private int burningNear(int detected) {
        for (int i = Math.min(detected, size() - 1); i >= 0 && !isCalmFrom(i); i--) {
            if (burn(i) > 1) {
                return i;
            }
        }
        for (int i = Math.max(0, detected); i < size(); i++) {
            if (burn(i) > 1) {
                return i;
            }
        }
        return -1;
    }

    private int firstOfRun(int burning) {
        int first = burning;
        for (int i = burning; i >= 0 && !(burn(i) <= 1); i--) {
            if (burn(i) > 1) {
                first = i;
            }
        }
        return first;
    }

    /** The slice from which it stayed calm, or the number of slices. */
    private int recovery(int burning) {
        for (int i = burning + 1; i < size(); i++) {
            if (isCalmFrom(i)) {
                return i;
            }
        }
        return size();
    }

    private boolean isCalmFrom(int from) {
        int needed = Math.max(1, Math.ceilDiv((int) CALM.toSeconds(), (int)
                Math.max(1, slo.slice().toSeconds())));
        if (from + needed > size()) {
            return false;
        }
        for (int i = from; i < from + needed; i++) {
            if (!(burn(i) <= 1)) {
                return false;
            }
        }
        return true;
    }

    /** How many times faster than allowed the budget was spent; NaN without data. */
    private double burn(int slice) {
        double ratio = slo.badEvents().get(slice) / slo.totalEvents().get(slice);
        return ratio / (1 - slo.target());
    }

    private int index(Instant at) {
        return (int) Math.floorDiv(
                Duration.between(slo.start(), at).toMillis(), slo.slice().toMillis());
    }

    private Instant at(int slice) {
        return slo.start().plus(slo.slice().multipliedBy(slice));
    }

    private int size() {
        return slo.badEvents().size();
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
