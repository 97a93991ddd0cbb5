package dev.nightjar.postmortems.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Knows the series behind the service level objectives. Thread-safe; may take seconds. */
public interface ImpactSource {
    /** One entry per objective of {@code service}, covering the two instants as far as there are data. */
    List<SloSlices> slices(String service, Instant from, Instant until);

    /**
     * Events of one objective in consecutive slices of time.
     *
     * @param target such as 0.999
     * @param start of the first slice
     * @param badEvents per slice; NaN where there are no data
     * @param totalEvents per slice; NaN where there are no data
     * @param budgetEvents so many bad events the objective's whole window allows; NaN if unknown
     */
    record SloSlices(
            String slo,
            double target,
            Instant start,
            Duration slice,
            List<Double> badEvents,
            List<Double> totalEvents,
            double budgetEvents) {
        public SloSlices {
            badEvents = List.copyOf(badEvents);
            totalEvents = List.copyOf(totalEvents);
            if (badEvents.size() != totalEvents.size()) {
                throw new IllegalArgumentException("objective " + slo + ": " + badEvents.size()
                        + " slices of bad events, but " + totalEvents.size() + " of all events");
            }
        }
    }
}
