package dev.nightjar.alerting.oncall;

import java.time.Instant;

/**
 * A time that one person has.
 *
 * @param end belongs to the next
 * @param isOverride whether it was taken out of the rotation's turns
 */
public record Shift(String person, Instant start, Instant end, boolean isOverride) {}
