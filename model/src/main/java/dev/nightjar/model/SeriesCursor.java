package dev.nightjar.model;

/** Walks over selected series. Used by one thread at a time; nothing it hands out but {@link #labels()} survives the next step. */
public interface SeriesCursor extends AutoCloseable {
    /** Steps to the next series; false when there is none. */
    boolean next();

    Labels labels();

    /** Appends the present series' samples within the selection's range to {@code to}, in time order, timestamps unique. */
    void read(SampleBuffer to);

    /**
     * Appends the same samples as {@link #read}, but those that {@code request} covers summed up, a row for each stretch
     * that has any. A store that keeps summaries reads those where that gives the same rows; the selection should have
     * said so in its hint.
     */
    default void summarize(SummaryRequest request, SampleSummaries to) {
        SampleBuffer samples = new SampleBuffer();
        read(samples);
        to.addAll(samples, request);
    }

    /** How many chunks were opened so far, for explaining a query; 0 of a store that has none or does not count. */
    default long chunksRead() {
        return 0;
    }

    @Override
    void close();
}
