package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;

/** One element of an instant vector. */
public record Sample(Labels labels, double value) {}
