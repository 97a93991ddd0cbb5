package dev.nightjar.tsdb;

/**
 * Samples refused since the start because their series were new and beyond a limit.
 *
 * @param limit code of the limit: {@code series_limit}, {@code metric_series_limit} or {@code source_series_limit}
 * @param name the metric or source that is over it
 * @param samples how many
 */
public record RefusedSamples(String limit, String name, long samples) {}
