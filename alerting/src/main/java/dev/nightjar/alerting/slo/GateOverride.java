package dev.nightjar.alerting.slo;

import java.time.Instant;

/** Somebody let a service's changes through the deploy gate, whatever its budgets say. */
public record GateOverride(String id, String service, String reason, String by, Instant at, Instant until) {
    boolean inForce(Instant now) {
        return now.isBefore(until);
    }
}
