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

/** Budgets of no objectives. */
final class TestingBudgets implements Budgets {
    private static final Instant NOW = Instant.parse("2026-11-21T02:41:00Z");

    @Override
    public Instant claimsSince(Slo slo) {
        return NOW;
    }

    @Override
    public Optional<BudgetReport> budget(String slo, List<BudgetClaim> claims) {
        return Optional.empty();
    }

    @Override
    public BudgetCorrection correct(
            String slo, Instant from, Instant until, String reason, String requestedBy, String approvedBy) {
        return new BudgetCorrection("c1", slo, from, until, reason, requestedBy, approvedBy, from, null);
    }

    @Override
    public boolean withdrawCorrection(String correctionId, String by) {
        return false;
    }

    @Override
    public BudgetExemption exempt(String incidentId, String reason, String requestedBy, String approvedBy) {
        return new BudgetExemption(incidentId, reason, requestedBy, approvedBy, NOW);
    }

    @Override
    public boolean withdrawExemption(String incidentId, String by) {
        return false;
    }

    @Override
    public GateResult gate(String service, Function<Slo, List<BudgetClaim>> claims) {
        return new GateResult(
                service,
                new GateResult.Verdict(
                        GateResult.Decision.WARN, "", null, null, "no objective watches \"" + service + "\""),
                "built-in",
                NOW.plusSeconds(600),
                Optional.empty(),
                List.of());
    }

    @Override
    public GateOverride override(String service, String reason, String by, Duration time) {
        return new GateOverride("override-1", service, reason, by, NOW, NOW.plus(time));
    }
}
