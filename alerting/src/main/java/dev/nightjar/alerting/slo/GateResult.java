package dev.nightjar.alerting.slo;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service may be changed now.
 *
 * @param verdict the strictest of its objectives', or what an override made of it
 * @param policyVersion of the policy that says so
 * @param expiresAt when to ask again
 * @param objectives what each of its objectives says, the strictest first
 */
public record GateResult(
        String service,
        Verdict verdict,
        String policyVersion,
        Instant expiresAt,
        Optional<GateOverride> override,
        List<Verdict> objectives) {
    static final Comparator<Verdict> STRICTEST_FIRST =
            Comparator.comparing(Verdict::decision, Comparator.reverseOrder()).thenComparingDouble(Verdict::left);

    public GateResult {
        objectives = List.copyOf(objectives);
    }

    /** The later, the stricter. */
    public enum Decision {
        ALLOW,
        WARN,
        DENY
    }

    /**
     * What one objective says.
     *
     * @param slo its name; empty where the service has none
     * @param remaining share of its budget that is left, below 0 when overspent; null where nobody can tell
     * @param burn how many times too fast the budget burns; null where nobody can tell
     */
    public record Verdict(
            Decision decision,
            String slo,
            @Nullable Double remaining,
            @Nullable Double burn,
            String reason) {
        private double left() {
            Double left = remaining;
            return left == null ? Double.NEGATIVE_INFINITY : left;
        }
    }
}
