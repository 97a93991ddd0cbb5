package dev.nightjar.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, between half and all of it at random, so that
 * many senders do not come back at once.
 *
 * @param first wait after the first failure
 * @param longest bound of our own waits, and of what a server may ask for
 */
public record RetryPolicy(Duration first, Duration longest) {
    public static final RetryPolicy DEFAULTS = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30));

    public RetryPolicy {
        if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "first wait must be positive and at most the longest, found " + first + " and " + longest);
        }
    }

    /** @param failures attempts made so far, from 1 */
    public Duration delay(int failures, Duration askedFor, RandomGenerator random) {
        long longestMillis = longest.toMillis();
        long backoff = Math.min(longestMillis, first.toMillis() << Math.min(20, failures - 1));
        long jittered = backoff / 2 + random.nextLong(backoff / 2 + 1);
        return Duration.ofMillis(Math.max(jittered, Math.min(longestMillis, askedFor.toMillis())));
    }
}
