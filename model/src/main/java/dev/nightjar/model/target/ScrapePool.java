package dev.nightjar.model.target;

import dev.nightjar.model.relabel.RelabelRules;

/**
 * The targets of one job.
 *
 * @param relabel rules that discovered labels go through
 * @param droppedCount targets that the rules dropped
 * @param config the job as it was written, YAML, but for secrets
 */
public record ScrapePool(String name, RelabelRules relabel, int droppedCount, String config) {}
