package dev.nightjar.query.promql;

import java.util.Arrays;

/**
 * Counts for each step of a query the samples that are looked at. Steps inside a subquery count nothing: the windows
 * over what it computes do.
 */
final class StepSamples {
    private final long[] counts;

    StepSamples(int steps) {
        counts = new long[steps];
    }

    /** Where nothing is to be counted. */
    static StepSamples none() {
        return new StepSamples(0);
    }

    void add(int step, long samples) {
        if (step < counts.length) {
            counts[step] += samples;
        }
    }

    /** What was computed once stands for every step. */
    void addToEach(StepSamples once) {
        long total = Arrays.stream(once.counts).sum();
        for (int step = 0; step < counts.length; step++) {
            counts[step] += total;
        }
    }

    /** For an evaluation that is done once in place of every step. */
    StepSamples forOneStep() {
        return counts.length == 0 ? this : new StepSamples(1);
    }

    long[] counts() {
        return counts;
    }
}
