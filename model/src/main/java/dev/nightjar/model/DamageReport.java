package dev.nightjar.model;

import java.time.Instant;

/**
 * Something of a store's files that was not as it had been written.
 *
 * @param file relative to the store's folder
 * @param what where in the file, what is lost, and where the damaged file is now
 */
public record DamageReport(Instant found, String file, String what) {}
