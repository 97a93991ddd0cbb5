package dev.nightjar.tsdb;

/**
 * Counts at one moment, for metrics.
 *
 * @param series series known, also those that only have old samples
 * @param samplesAppended accepted since the start, duplicates included
 * @param samplesRejected refused since the start
 * @param duplicates accepted samples that were there already, as far as the head could tell
 * @param lateSamples accepted samples that were older than their series' newest
 * @param histograms accepted samples that are native histograms
 * @param exemplars stored, repeated ones included
 * @param exemplarsDropped with too many characters of labels, outside the retention, or of a series that is not there
 * @param logBytes length of the log that a restart would replay
 * @param headBytes compressed samples in memory, without the columns of staged ones
 * @param chunksSealed written since the start
 * @param checkpoints made since the start
 */
public record TsdbStatistics(
        long series,
        long samplesAppended,
        long samplesRejected,
        long duplicates,
        long lateSamples,
        long histograms,
        long exemplars,
        long exemplarsDropped,
        long logBytes,
        long headBytes,
        long chunksSealed,
        long checkpoints) {}
