package dev.nightjar.alerting.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: later each time, with a fifth of jitter each way, and not before it was asked for, which counts up to
 * some minutes: no answer of the other side may put a page off until the next day.
 */
public final class Backoff {
    private static final int[] SECONDS = {5, 10, 20, 40, 60};

    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after the {@code attempt}-th attempt, counted from 1. */
    public Duration after(int attempt, SendResult.Retry retry) {
        int seconds = SECONDS[Math.min(attempt, SECONDS.length) - 1];
        Duration backoff = Duration.ofMillis((long) (seconds * 1000 * random.nextDouble(0.8, 1.2)));
        Duration asked = retry.after();
        if (asked == null || asked.compareTo(backoff) <= 0) {
            return backoff;
        }
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }
}
