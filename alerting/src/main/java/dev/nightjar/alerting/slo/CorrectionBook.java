package dev.nightjar.alerting.slo;

import dev.nightjar.model.event.BudgetEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All corrections of budgets, as the events say; those that were withdrawn among them. Thread-safe. */
public final class CorrectionBook {
    private final Map<String, BudgetCorrection> corrections = new LinkedHashMap<>();

    public synchronized void apply(BudgetEvent event) {
        switch (event) {
            case BudgetEvent.BudgetCorrected corrected ->
                corrections.put(
                        corrected.correctionId(),
                        new BudgetCorrection(
                                corrected.correctionId(),
                                corrected.slo(),
                                corrected.from(),
                                corrected.until(),
                                corrected.reason(),
                                corrected.requestedBy(),
                                corrected.approvedBy(),
                                corrected.at(),
                                null));
            case BudgetEvent.BudgetCorrectionWithdrawn withdrawn -> {
                BudgetCorrection before = corrections.get(withdrawn.correctionId());
                if (before != null && before.inForce()) {
                    corrections.put(
                            before.id(),
                            new BudgetCorrection(
                                    before.id(),
                                    before.slo(),
                                    before.from(),
                                    before.until(),
                                    before.reason(),
                                    before.requestedBy(),
                                    before.approvedBy(),
                                    before.at(),
                                    withdrawn.by()));
                }
            }
            case BudgetEvent.BudgetExempted _,
                    BudgetEvent.BudgetExemptionWithdrawn _,
                    BudgetEvent.GateOverridden _ -> {}
        }
    }

    public synchronized List<BudgetCorrection> of(String slo) {
        return corrections.values().stream()
                .filter(correction -> correction.slo().equals(slo))
                .toList();
    }

    public synchronized Optional<BudgetCorrection> correction(String id) {
        return Optional.ofNullable(corrections.get(id));
    }
}
