package dev.nightjar.alerting.slo;

import java.time.Instant;

/**
 * Something that spent budget can be charged to.
 *
 * @param id of the incident, change or correction
 * @param cause which class of outage it was, in one word; empty where nobody has said
 * @param opened when it was first known: of two incidents at one time, the one opened first pays
 * @param from when its time begins; of a deploy, when it was done
 */
public record BudgetClaim(
        Kind kind, String id, String title, String cause, Instant opened, Instant from, Instant until) {
    /** In the order in which they are charged: what comes first takes what it covers. */
    public enum Kind {
        CORRECTION,
        INCIDENT,
        DEPLOY,
        MAINTENANCE,
        /** What nothing else covers. */
        UNATTRIBUTED
    }

    /** One that was known from its beginning, of no class. */
    public BudgetClaim(Kind kind, String id, String title, Instant from, Instant until) {
        this(kind, id, title, "", from, from, until);
    }

    boolean covers(Instant start, Instant end) {
        return !start.isBefore(from) && !end.isAfter(until);
    }

    boolean touches(Instant start, Instant end) {
        return from.isBefore(end) && until.isAfter(start);
    }
}
