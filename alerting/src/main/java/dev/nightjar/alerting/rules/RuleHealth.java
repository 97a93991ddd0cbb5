package dev.nightjar.alerting.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rule's last evaluation went.
 *
 * @param error null when it went well
 * @param at null before the first evaluation
 */
public record RuleHealth(
        @Nullable Instant at, Duration took, @Nullable String error) {
    static final RuleHealth UNKNOWN = new RuleHealth(null, Duration.ZERO, null);

    /** As Prometheus' API says it. */
    public String word() {
        if (error != null) {
            return "err";
        }
        return at == null ? "unknown" : "ok";
    }
}
