package dev.nightjar.model.event;

import java.time.Instant;

/** What people said of error budgets. */
public sealed interface BudgetEvent extends Event {
    /**
     * A time does not count in an objective's budget.
     *
     * @param slo the objective's name
     * @param until not inside
     * @param approvedBy somebody other than who asked
     */
    record BudgetCorrected(
            Instant at,
            String correctionId,
            String slo,
            Instant from,
            Instant until,
            String reason,
            String requestedBy,
            String approvedBy)
            implements BudgetEvent {}

    /** It counts again. */
    record BudgetCorrectionWithdrawn(Instant at, String correctionId, String by) implements BudgetEvent {}
}
