package dev.nightjar.agent.reading;

import dev.nightjar.model.MetricMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which families the server has been told about: each with its first sample, and all again every hour, since a server
 * may have been set up anew. Used by one thread.
 */
public final class ToldFamilies {
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    private final Set<String> told = new HashSet<>();
    private Instant since = Instant.MIN;

    /** What is to be said about {@code family} now; empty where it was said. */
    Optional<MetricMetadata> tell(Family family, Instant now) {
        if (since.isBefore(now.minus(AGAIN_AFTER))) {
            told.clear();
            since = now;
        }
        return told.add(family.name()) ? Optional.of(family.metadata()) : Optional.empty();
    }
}
