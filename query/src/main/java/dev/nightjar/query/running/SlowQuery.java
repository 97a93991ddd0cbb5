package dev.nightjar.query.running;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A query that took long, and why it failed if it did. */
public record SlowQuery(AskedQuery asked, Instant since, Duration took, long samples, Optional<String> failure) {}
