package dev.nightjar.alerting.slo;

import dev.nightjar.model.event.BudgetEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where people stand above the policy, as the events say: exempt incidents, and overrides of the gate. Thread-safe. */
public final class PolicyBook {
    private final Map<String, BudgetExemption> exemptions = new LinkedHashMap<>();
    private final List<GateOverride> overrides = new ArrayList<>();

    public synchronized void apply(BudgetEvent event) {
        switch (event) {
            case BudgetEvent.BudgetExempted exempted ->
                exemptions.put(
                        exempted.incidentId(),
                        new BudgetExemption(
                                exempted.incidentId(),
                                exempted.reason(),
                                exempted.requestedBy(),
                                exempted.approvedBy(),
                                exempted.at()));
            case BudgetEvent.BudgetExemptionWithdrawn withdrawn -> exemptions.remove(withdrawn.incidentId());
            case BudgetEvent.GateOverridden over ->
                overrides.add(new GateOverride(
                        over.overrideId(), over.service(), over.reason(), over.by(), over.at(), over.until()));
            case BudgetEvent.BudgetCorrected _, BudgetEvent.BudgetCorrectionWithdrawn _ -> {}
        }
    }

    /** Those in force. */
    public synchronized Map<String, BudgetExemption> exemptions() {
        return Map.copyOf(exemptions);
    }

    public synchronized int overrides() {
        return overrides.size();
    }

    /** The one in force that ends last. */
    public synchronized Optional<GateOverride> override(String service, Instant now) {
        GateOverride last = null;
        for (GateOverride each : overrides) {
            if (each.service().equals(service)
                    && each.inForce(now)
                    && (last == null || each.until().isAfter(last.until()))) {
                last = each;
            }
        }
        return Optional.ofNullable(last);
    }
}
