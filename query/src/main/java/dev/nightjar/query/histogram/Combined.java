package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;

/**
 * A histogram made of two.
 *
 * @param reconciled whether their bounds differed, so that only the shared ones are left
 * @param resetsCollide whether one was a counter reset and the other surely none
 */
public record Combined(NativeHistogram histogram, boolean reconciled, boolean resetsCollide) {}
