package dev.nightjar.alerting.slo;

import java.time.Duration;

/**
 * How the deploy gate answers.
 *
 * @param staleAfter when nothing of what an objective counts came in for so long, nobody can tell how it stands
 * @param valid how long an answer may be acted on
 */
public record GatePolicy(Unknown unknown, Duration staleAfter, Duration valid) {
    public static final GatePolicy USUAL = new GatePolicy(Unknown.OPEN, Duration.ofMinutes(15), Duration.ofMinutes(10));

    /** What becomes of a change when it cannot be told whether it may go out. */
    public enum Unknown {
        /** It may, with a warning. */
        OPEN,
        /** It may not. */
        CLOSED
    }

    public GatePolicy {
        if (!staleAfter.isPositive() || !valid.isPositive()) {
            throw new IllegalArgumentException("times must be positive, found " + staleAfter + " and " + valid);
        }
    }
}
