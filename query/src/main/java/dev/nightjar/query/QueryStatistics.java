package dev.nightjar.query;

import java.time.Duration;

/**
 * What one evaluation took.
 *
 * @param seriesRead series that the selectors found
 * @param samplesRead samples that came from the store, each decoded once
 * @param samplesUsed samples read and values computed, as the limit counts them
 * @param peakSamples the most samples and values kept at one time
 * @param samplesPerStep for each step of the query the samples its selectors and windows look at; a sample that
 *     several steps look at counts for each of them
 */
public record QueryStatistics(
        Timings timings,
        long seriesRead,
        long samplesRead,
        long samplesUsed,
        long peakSamples,
        TimeSteps steps,
        long[] samplesPerStep) {
    /**
     * Where the time went, under the names of Prometheus' API.
     *
     * @param evalTotal evaluation and making the answer of it
     * @param resultSort making the answer: dropping names, sorting
     * @param preparation reading the query's text
     * @param innerEval evaluation alone, reading from the store included
     * @param execQueue waiting until the query could begin
     * @param execTotal everything together
     */
    public record Timings(
            Duration evalTotal,
            Duration resultSort,
            Duration preparation,
            Duration innerEval,
            Duration execQueue,
            Duration execTotal) {}

    /** Over all steps: what Prometheus calls {@code totalQueryableSamples}. */
    public long totalSamples() {
        long total = 0;
        for (long samples : samplesPerStep) {
            total += samples;
        }
        return total;
    }
}
