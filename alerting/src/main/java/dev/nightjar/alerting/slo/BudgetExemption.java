package dev.nightjar.alerting.slo;

import java.time.Instant;

/**
 * An incident whose cost freezes nothing, as somebody asked and somebody else approved: the network of all was down, another
 * team's service was frozen. What it cost stays in the ledger and in the objective's spend.
 */
public record BudgetExemption(String incidentId, String reason, String requestedBy, String approvedBy, Instant at) {}
