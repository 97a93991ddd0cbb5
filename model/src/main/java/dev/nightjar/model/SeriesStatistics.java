package dev.nightjar.model;

import java.util.List;

/**
 * How many series there are and where they come from. All but {@link #known} is about the series that had samples today
 * or yesterday (UTC). Lists hold the largest, largest first.
 *
 * @param known all series with samples within the retention
 * @param active series that had samples today or yesterday
 * @param labelPairs distinct pairs of label and value that active series have
 * @param openChunks chunks in memory that still take samples
 * @param oldestMillis of the samples in memory; {@link Long#MAX_VALUE} if there are none
 * @param newestMillis of the samples in memory; {@link Long#MIN_VALUE} if there are none
 * @param seriesByMetric series of each metric
 * @param valuesByLabel distinct values of each label
 * @param bytesByLabel memory of each label: its texts, and its place in the index
 * @param seriesByPair series with each pair, named {@code label=value}
 * @param seriesBySource series of each source: its {@code job}, or its {@code instance} where it has no job
 */
public record SeriesStatistics(
        long known,
        long active,
        long labelPairs,
        long openChunks,
        long oldestMillis,
        long newestMillis,
        List<Count> seriesByMetric,
        List<Count> valuesByLabel,
        List<Count> bytesByLabel,
        List<Count> seriesByPair,
        List<Count> seriesBySource) {
    public SeriesStatistics {
        seriesByMetric = List.copyOf(seriesByMetric);
        valuesByLabel = List.copyOf(valuesByLabel);
        bytesByLabel = List.copyOf(bytesByLabel);
        seriesByPair = List.copyOf(seriesByPair);
        seriesBySource = List.copyOf(seriesBySource);
    }

    /** One line of a list. */
    public record Count(String name, long count) {}
}
