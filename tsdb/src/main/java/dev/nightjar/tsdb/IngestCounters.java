package dev.nightjar.tsdb;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the start. Thread-safe. */
final class IngestCounters {
    private final LongAdder appended = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder duplicates = new LongAdder();

    private final LongAdder histograms = new LongAdder();
    private final LongAdder exemplars = new LongAdder();
    private final LongAdder exemplarsDropped = new LongAdder();

    void histograms(long stored) {
        histograms.add(stored);
    }

    void exemplars(long stored, long dropped) {
        exemplars.add(stored);
        exemplarsDropped.add(dropped);
    }

    long histograms() {
        return histograms.sum();
    }

    long exemplars() {
        return exemplars.sum();
    }

    long exemplarsDropped() {
        return exemplarsDropped.sum();
    }

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
