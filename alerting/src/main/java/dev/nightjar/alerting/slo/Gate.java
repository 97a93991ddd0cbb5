package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.slo.GateResult.Decision;
import dev.nightjar.alerting.slo.GateResult.Verdict;
import dev.nightjar.definition.DurationText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says whether services may be changed now, by what is left of the budgets of their objectives. */
public final class Gate {
    private final BudgetPolicy policy;
    private final Set<String> exempt;

    /**
     * @param exempt ids of incidents whose cost freezes nothing
     */
    public Gate(BudgetPolicy policy, Set<String> exempt) {
        this.policy = policy;
        this.exempt = Set.copyOf(exempt);
    }

    /**
     * @param meters of the service's objectives
     * @param claims of an objective's budget, with corrections
     */
    public GateResult of(
            String service,
            List<SloMeter> meters,
            Function<Slo, List<BudgetClaim>> claims,
            Optional<GateOverride> override,
            Instant now) {
        List<Verdict> verdicts = new ArrayList<>();
        for (SloMeter meter : meters) {
            verdicts.add(verdict(meter, claims, now));
        }
        if (verdicts.isEmpty()) {
            verdicts.add(unknown("", null, "no objective watches \"" + service + "\""));
        }
        verdicts.sort(GateResult.STRICTEST_FIRST);
        Verdict strictest = verdicts.getFirst();
        Instant expiresAt = now.plus(policy.gate().valid());
        if (override.isEmpty() || strictest.decision() == Decision.ALLOW) {
            return new GateResult(
                    service,
                    strictest,
                    policy.version(),
                    expiresAt,
                    Optional.empty(),
                    meters.isEmpty() ? List.of() : verdicts);
        }
        GateOverride by = override.get();
        return new GateResult(
                service,
                overridden(strictest, by),
                policy.version(),
                by.until().isBefore(expiresAt) ? by.until() : expiresAt,
                override,
                meters.isEmpty() ? List.of() : verdicts);
    }

    private static Verdict overridden(Verdict strictest, GateOverride by) {
        return new Verdict(
                Decision.ALLOW,
                strictest.slo(),
                strictest.remaining(),
                strictest.burn(),
                "overridden by " + by.by() + " until " + by.until() + ": " + by.reason() + "; without that: "
                        + strictest.reason());
    }

    /** What cannot be measured cannot be told, whatever the reason. */
    private Verdict verdict(SloMeter meter, Function<Slo, List<BudgetClaim>> claims, Instant now) {
        Slo slo = meter.slo();
        try {
            BudgetLedger ledger = meter.ledger(now, claims.apply(slo), policy.charging());
            Double remaining = ledger.remaining(slo.budget());
            if (!meter.isFresh(now, policy.gate().staleAfter())) {
                return unknown(
                        slo.name(),
                        remaining,
                        "nothing was counted for "
                                + DurationText.of(policy.gate().staleAfter()) + ": the data are stale");
            }
            if (remaining == null) {
                return unknown(slo.name(), null, "no events were counted in the objective's window");
            }
            return decided(slo, ledger, remaining, meter.burn(now));
        } catch (RuntimeException e) {
            return unknown(slo.name(), null, "its history cannot be read: " + e.getMessage());
        }
    }

    private Verdict decided(Slo slo, BudgetLedger ledger, double remaining, @Nullable Double burn) {
        Verdict verdict = new Verdict(Decision.ALLOW, slo.name(), remaining, burn, BudgetWords.left(remaining));
        for (BudgetPolicy.Consequence each : policy.of(new BudgetPolicy.Facts(slo, ledger, exempt, Map.of()))) {
            Decision decision = switch (each.action()) {
                case FREEZE -> Decision.DENY;
                case WARN -> Decision.WARN;
                case POSTMORTEM, PLAN, SHIP_FASTER -> Decision.ALLOW;
            };
            if (decision.compareTo(verdict.decision()) > 0) {
                verdict = new Verdict(decision, slo.name(), remaining, burn, each.reason());
            }
        }
        return verdict;
    }

    private Verdict unknown(String slo, @Nullable Double remaining, String why) {
        return switch (policy.gate().unknown()) {
            case OPEN -> new Verdict(Decision.WARN, slo, remaining, null, why + "; the policy fails open");
            case CLOSED -> new Verdict(Decision.DENY, slo, remaining, null, why + "; the policy fails closed");
        };
    }
}
