package dev.nightjar.alerting.template;

import dev.nightjar.model.Labels;

/** One sample of what a template's {@code query} answers. */
public record QueriedSample(Labels labels, double value) {}
