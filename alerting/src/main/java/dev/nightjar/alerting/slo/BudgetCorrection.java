package dev.nightjar.alerting.slo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that an objective's budget does not count, as somebody asked and somebody else approved. Good and bad events of
 * that time are left out; what they were stays to be seen.
 *
 * @param withdrawnBy null while it is in force
 */
public record BudgetCorrection(
        String id,
        String slo,
        Instant from,
        Instant until,
        String reason,
        String requestedBy,
        String approvedBy,
        Instant at,
        @Nullable String withdrawnBy) {
    public BudgetCorrection {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a correction must have a length, found " + from + " to " + until);
        }
    }

    /** How it stands in a ledger. */
    public BudgetClaim claim() {
        return new BudgetClaim(BudgetClaim.Kind.CORRECTION, id, reason, from, until);
    }

    public boolean inForce() {
        return withdrawnBy == null;
    }
}
