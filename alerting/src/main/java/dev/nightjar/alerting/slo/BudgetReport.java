package dev.nightjar.alerting.slo;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All there is to say of an objective's budget.
 *
 * @param ledger from the window's beginning to {@code at}
 * @param slices the history that the ledger adds up
 * @param corrections those in force and those withdrawn
 * @param exemptions in force, by incident
 * @param classes what each class of outage took of the quarter's budget; empty where the policy does not ask
 * @param policyVersion of the policy that {@code consequences} follow from
 */
public record BudgetReport(
        Slo slo,
        Instant at,
        BudgetLedger ledger,
        SliceColumn slices,
        List<BudgetCorrection> corrections,
        Map<String, BudgetExemption> exemptions,
        Map<String, Double> classes,
        String policyVersion,
        List<BudgetPolicy.Consequence> consequences) {
    public BudgetReport {
        corrections = List.copyOf(corrections);
        exemptions = Map.copyOf(exemptions);
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        consequences = List.copyOf(consequences);
    }

    /** What is left of the budget, as a share, after each slice: the burn-down. Of a rolling window, by what it holds now. */
    public List<Double> burnDown() {
        double allowed = slo.budget() * ledger.total();
        double spent = 0;
        List<Double> left = new java.util.ArrayList<>(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            spent += corrected(i) ? 0 : slices.bad()[i];
            left.add(allowed > 0 ? 1 - spent / allowed : 1.0);
        }
        return left;
    }

    private boolean corrected(int slice) {
        return corrections.stream()
                .anyMatch(correction -> correction.inForce()
                        && !slices.start(slice).isBefore(correction.from())
                        && !slices.end(slice).isAfter(correction.until()));
    }
}
