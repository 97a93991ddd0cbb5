package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
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

/** {@link Budgets} by the alert engine. */
final class AlertingBudgets implements Budgets {
    private final Alerting alerting;

    AlertingBudgets(Alerting alerting) {
        this.alerting = alerting;
    }

    @Override
    public Instant claimsSince(Slo slo) {
        return alerting.budgets().claimsSince(slo);
    }

    @Override
    public Optional<BudgetReport> budget(String slo, List<BudgetClaim> claims) {
        return alerting.budgets().budget(slo, claims);
    }

    @Override
    public BudgetCorrection correct(
            String slo, Instant from, Instant until, String reason, String requestedBy, String approvedBy) {
        return alerting.budgets().correct(slo, from, until, reason, requestedBy, approvedBy);
    }

    @Override
    public boolean withdrawCorrection(String correctionId, String by) {
        return alerting.budgets().withdrawCorrection(correctionId, by);
    }

    @Override
    public BudgetExemption exempt(String incidentId, String reason, String requestedBy, String approvedBy) {
        return alerting.budgets().exempt(incidentId, reason, requestedBy, approvedBy);
    }

    @Override
    public boolean withdrawExemption(String incidentId, String by) {
        return alerting.budgets().withdrawExemption(incidentId, by);
    }

    @Override
    public GateResult gate(String service, Function<Slo, List<BudgetClaim>> claims) {
        return alerting.budgets().gate(service, claims);
    }

    @Override
    public GateOverride override(String service, String reason, String by, Duration time) {
        return alerting.budgets().override(service, reason, by, time);
    }
}
