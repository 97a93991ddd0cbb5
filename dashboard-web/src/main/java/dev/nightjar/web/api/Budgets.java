package dev.nightjar.web.api;

import dev.nightjar.alerting.slo.BudgetClaim;
import dev.nightjar.alerting.slo.BudgetCorrection;
import dev.nightjar.alerting.slo.BudgetExemption;
import dev.nightjar.alerting.slo.BudgetReport;
import dev.nightjar.alerting.slo.GateOverride;
import dev.nightjar.alerting.slo.GateResult;
import dev.nightjar.alerting.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Error budgets, as the views need them and as people decide about them. Blocks; thread-safe. */
interface Budgets {
    /** From when on claims are looked at. */
    Instant claimsSince(Slo slo);

    Optional<BudgetReport> budget(String slo, List<BudgetClaim> claims);

    /** Throws {@link IllegalArgumentException} where the correction is not to be. */
    BudgetCorrection correct(
            String slo, Instant from, Instant until, String reason, String requestedBy, String approvedBy);

    /** False where there is no such correction in force. */
    boolean withdrawCorrection(String correctionId, String by);

    /** Throws {@link IllegalArgumentException} where the exemption is not to be. */
    BudgetExemption exempt(String incidentId, String reason, String requestedBy, String approvedBy);

    /** False where the incident is not exempt. */
    boolean withdrawExemption(String incidentId, String by);

    GateResult gate(String service, Function<Slo, List<BudgetClaim>> claims);

    /** Throws {@link IllegalArgumentException} where the override is not to be. */
    GateOverride override(String service, String reason, String by, Duration time);
}
