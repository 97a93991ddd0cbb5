package dev.nightjar.alerting.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to try again: later each time, with a fifth of jitter each way, and never before it was asked for. */
public final class Backoff {
    private static final int[] SECONDS = {5, 10, 20, 40, 60};

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after the {@code attempt}-th attempt, counted from 1. */
    public Duration after(int attempt, SendResult.Retry retry) {
        int seconds = SECONDS[Math.min(attempt, SECONDS.length) - 1];
        Duration backoff = Duration.ofMillis((long) (seconds * 1000 * random.nextDouble(0.8, 1.2)));
        Duration asked = retry.after();
        return asked != null && asked.compareTo(backoff) > 0 ? asked : backoff;
    }
}
