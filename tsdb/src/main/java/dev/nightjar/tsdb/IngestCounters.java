package dev.nightjar.tsdb;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the start. Thread-safe. */
final class IngestCounters {
    private final LongAdder appended = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder duplicates = new LongAdder();

    void appended(long samples) {
        appended.add(samples);
    }

    void rejected(long samples) {
        rejected.add(samples);
    }

    void outOfOrder(long lateSamples, long duplicateSamples) {
        late.add(lateSamples);
        duplicates.add(duplicateSamples);
    }

    long appended() {
        return appended.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    long late() {
        return late.sum();
    }

    long duplicates() {
        return duplicates.sum();
    }
}
