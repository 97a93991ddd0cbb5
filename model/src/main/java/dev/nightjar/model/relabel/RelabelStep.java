package dev.nightjar.model.relabel;

import dev.nightjar.model.Labels;

/**
 * What one rule made of a label set.
 *
 * @param kept whether it left the set; if not, {@code output} is empty and no rule follows
 */
public record RelabelStep(RelabelRule rule, Labels output, boolean kept) {}
