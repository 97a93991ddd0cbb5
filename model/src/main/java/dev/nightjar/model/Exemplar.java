package dev.nightjar.model;

/**
 * One observation that stands for many: a value with labels of its own, mostly the id of a trace.
 *
 * @param labels beyond those of the series; together at most a few hundred bytes
 */
public record Exemplar(Labels labels, double value, long timestampMillis) {}
