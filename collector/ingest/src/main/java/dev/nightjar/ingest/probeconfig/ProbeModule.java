package dev.nightjar.ingest.probeconfig;

import java.time.Duration;

/**
 * A check by name, as {@code blackbox.yml} defines it.
 *
 * @param timeout zero for none of its own
 */
public record ProbeModule(String name, Duration timeout, Check check) {}
