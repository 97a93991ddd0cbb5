package dev.nightjar.alerting;

import dev.nightjar.alerting.slo.BudgetClaim;
import dev.nightjar.alerting.slo.BudgetCorrection;
import dev.nightjar.alerting.slo.BudgetExemption;
import dev.nightjar.alerting.slo.BudgetLedger;
import dev.nightjar.alerting.slo.BudgetPolicy;
import dev.nightjar.alerting.slo.BudgetReport;
import dev.nightjar.alerting.slo.Gate;
import dev.nightjar.alerting.slo.GateOverride;
import dev.nightjar.alerting.slo.GateResult;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloMeter;
import dev.nightjar.model.event.BudgetEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What budgets went to, what follows, and what people decide about that: corrections, exemptions, overrides. Thread-safe. */
public final class BudgetDesk {
    /** Nobody waves changes through for longer without saying so again. */
    static final Duration LONGEST_OVERRIDE = Duration.ofDays(1);

    private final Ledger ledger;
    private final Supplier<List<SloMeter>> meters;
    private final Supplier<BudgetPolicy> policy;
    private final InstantSource clock;

    BudgetDesk(Ledger ledger, Supplier<List<SloMeter>> meters, Supplier<BudgetPolicy> policy, InstantSource clock) {
        this.ledger = ledger;
        this.meters = meters;
        this.policy = policy;
        this.clock = clock;
    }

    Optional<SloMeter> meter(String slo) {
        return meters.get().stream()
                .filter(meter -> meter.slo().name().equals(slo))
                .findFirst();
    }

    /** From when on claims are looked at: the beginning of the objective's window, or of the quarter. */
    public Instant claimsSince(Slo slo) {
        Instant now = clock.instant();
        Instant window = slo.over().at(now).from();
        return meter(slo.name())
                .map(meter -> meter.quarter(now).from())
                .filter(quarter -> quarter.isBefore(window))
                .orElse(window);
    }

    /**
     * What an objective's budget went to, and what follows. Reads the store, so it may take a moment.
     *
     * @param claims incidents, deploys and maintenances of its service since {@link #claimsSince}; corrections are added here
     */
    public Optional<BudgetReport> budget(String slo, List<BudgetClaim> claims) {
        return meter(slo).map(meter -> report(meter, claims, policy.get(), clock.instant()));
    }

    private BudgetReport report(SloMeter meter, List<BudgetClaim> claims, BudgetPolicy rules, Instant now) {
        List<BudgetClaim> all = withCorrections(meter.slo(), claims);
        BudgetLedger charged = meter.ledger(now, all, rules.charging());
        Map<String, BudgetExemption> exemptions = ledger.policies().exemptions();
        boolean classified = claims.stream().anyMatch(claim -> !claim.cause().isEmpty());
        Map<String, Double> classes =
                classified && rules.asksForClasses(meter.slo()) ? meter.byClass(now, all, rules.charging()) : Map.of();
        return new BudgetReport(
                meter.slo(),
                now,
                charged,
                meter.slices(now),
                corrections(meter.slo().name()),
                exemptions,
                classes,
                rules.version(),
                rules.of(new BudgetPolicy.Facts(meter.slo(), charged, exemptions.keySet(), classes)));
    }

    private List<BudgetClaim> withCorrections(Slo slo, List<BudgetClaim> claims) {
        List<BudgetClaim> all = new ArrayList<>(claims);
        corrections(slo.name()).stream()
                .filter(BudgetCorrection::inForce)
                .forEach(correction -> all.add(correction.claim()));
        return all;
    }

    /**
     * Whether a service may be changed now. Reads the store, so it may take a moment.
     *
     * @param claims of each of its objectives' budgets, as {@link #budget} takes them
     */
    public GateResult gate(String service, Function<Slo, List<BudgetClaim>> claims) {
        Instant now = clock.instant();
        List<SloMeter> watching = meters.get().stream()
                .filter(meter -> meter.slo().service().equals(service))
                .toList();
        Set<String> exempt = ledger.policies().exemptions().keySet();
        return new Gate(policy.get(), exempt)
                .of(
                        service,
                        watching,
                        slo -> withCorrections(slo, claims.apply(slo)),
                        ledger.policies().override(service, now),
                        now);
    }

    /**
     * Lets a service's changes out for a time, whatever its budgets say. Throws {@link IllegalArgumentException} without a
     * service, a reason and somebody who says so, or for longer than a day.
     */
    public GateOverride override(String service, String reason, String by, Duration time) {
        if (service.isBlank() || reason.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("an override needs a service, a reason and somebody who says so");
        }
        if (!time.isPositive() || time.compareTo(LONGEST_OVERRIDE) > 0) {
            throw new IllegalArgumentException("an override is for up to a day, found " + time.toSeconds() + " s");
        }
        Instant now = clock.instant();
        List<BudgetEvent> written = ledger.correct(() -> {
            String id = "override-" + (ledger.policies().overrides() + 1);
            return List.of(new BudgetEvent.GateOverridden(now, id, service, reason.strip(), by, now.plus(time)));
        });
        BudgetEvent.GateOverridden over = (BudgetEvent.GateOverridden) written.getFirst();
        return new GateOverride(over.overrideId(), service, over.reason(), by, now, over.until());
    }

    /**
     * Says that what an incident cost freezes nothing. Throws {@link IllegalArgumentException} where that is not to be: no
     * reason, or approved by nobody else.
     */
    public BudgetExemption exempt(String incidentId, String reason, String requestedBy, String approvedBy) {
        if (reason.isBlank() || approvedBy.isBlank() || approvedBy.equals(requestedBy)) {
            throw new IllegalArgumentException(
                    "an exemption needs a reason, and the approval of somebody other than " + requestedBy);
        }
        Instant now = clock.instant();
        ledger.correct(() ->
                List.of(new BudgetEvent.BudgetExempted(now, incidentId, reason.strip(), requestedBy, approvedBy)));
        return new BudgetExemption(incidentId, reason.strip(), requestedBy, approvedBy, now);
    }

    /** What it cost freezes again; false where it is not exempt. */
    public boolean withdrawExemption(String incidentId, String by) {
        Instant now = clock.instant();
        return !ledger.correct(() -> ledger.policies().exemptions().containsKey(incidentId)
                        ? List.of(new BudgetEvent.BudgetExemptionWithdrawn(now, incidentId, by))
                        : List.of())
                .isEmpty();
    }

    /** Corrections of an objective's budget, those that were withdrawn among them. */
    public List<BudgetCorrection> corrections(String slo) {
        return ledger.corrections().of(slo);
    }

    /**
     * Takes a time out of an objective's budget. Throws {@link IllegalArgumentException} where that is not to be: no such
     * objective, no length, no reason, or approved by nobody else.
     */
    public BudgetCorrection correct(
            String slo, Instant from, Instant until, String reason, String requestedBy, String approvedBy) {
        if (meter(slo).isEmpty()) {
            throw new IllegalArgumentException("there is no objective \"" + slo + "\"");
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a correction ends after it begins, found " + from + " to " + until);
        }
        if (reason.isBlank() || approvedBy.isBlank() || approvedBy.equals(requestedBy)) {
            throw new IllegalArgumentException(
                    "a correction needs a reason, and the approval of somebody other than " + requestedBy);
        }
        Instant now = clock.instant();
        List<BudgetEvent> written = ledger.correct(() -> {
            String id = slo + "-" + (corrections(slo).size() + 1);
            return List.of(new BudgetEvent.BudgetCorrected(now, id, slo, from, until, reason, requestedBy, approvedBy));
        });
        String id = ((BudgetEvent.BudgetCorrected) written.getFirst()).correctionId();
        return ledger.corrections().correction(id).orElseThrow();
    }

    /** The time counts again; false where there is no such correction in force. */
    public boolean withdrawCorrection(String correctionId, String by) {
        Instant now = clock.instant();
        return !ledger.correct(() -> ledger.corrections()
                        .correction(correctionId)
                        .filter(BudgetCorrection::inForce)
                        .<List<BudgetEvent>>map(
                                correction -> List.of(new BudgetEvent.BudgetCorrectionWithdrawn(now, correctionId, by)))
                        .orElse(List.of()))
                .isEmpty();
    }
}
