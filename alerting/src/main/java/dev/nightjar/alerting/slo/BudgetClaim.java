package dev.nightjar.alerting.slo;

import java.time.Instant;

/**
 * Something that spent budget can be charged to.
 *
 * @param id of the incident, change or correction
 * @param from when its time begins; of a deploy, when it was done
 */
public record BudgetClaim(Kind kind, String id, String title, Instant from, Instant until) {
    /** In the order in which they are charged: what comes first takes what it covers. */
    public enum Kind {
        CORRECTION,
        INCIDENT,
        DEPLOY,
        MAINTENANCE,
        /** What nothing else covers. */
        UNATTRIBUTED
    }

    boolean covers(Instant start, Instant end) {
        return !start.isBefore(from) && !end.isAfter(until);
    }
}
