package dev.nightjar.definition.heartbeat;

import java.time.Duration;
import java.util.Map;

/**
 * Somebody who has to give a sign of life.
 *
 * @param token the last part of its URL: whoever knows it may give the sign
 * @param grace for how long a sign may be late, and for how long a run may last that said it begins
 * @param labels of its series and alerts, {@code service} and {@code owner} among them
 * @param severity of its alerts
 */
public record Heartbeat(
        String name, String token, Rhythm rhythm, Duration grace, Map<String, String> labels, String severity) {
    public Heartbeat {
        labels = Map.copyOf(labels);
    }

    @Override
    public String toString() {
        return "heartbeat " + name; // the token is nobody's business
    }
}
