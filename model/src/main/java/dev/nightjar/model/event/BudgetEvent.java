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

    /**
     * What an incident cost freezes nothing; it stays in every sum.
     *
     * @param approvedBy somebody other than who asked
     */
    record BudgetExempted(Instant at, String incidentId, String reason, String requestedBy, String approvedBy)
            implements BudgetEvent {}

    /** It freezes again. */
    record BudgetExemptionWithdrawn(Instant at, String incidentId, String by) implements BudgetEvent {}

    /** Changes of a service may go out until then, whatever its budgets say. */
    record GateOverridden(Instant at, String overrideId, String service, String reason, String by, Instant until)
            implements BudgetEvent {}
}
