package dev.nightjar.ingest.transfer;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.io.Closeable;

/** Stored samples in an order that is the same each time they are read. Used by one thread. */
public interface SampleFeed extends Closeable {
    /** Takes the samples of a step. */
    interface Taker {
        void sample(Labels series, long timestampMillis, double value);

        /** Who does not say what to do with native histograms leaves them out. */
        default void histogram(Labels series, long timestampMillis, NativeHistogram histogram) {}
    }

    /** Hands the next few samples to {@code taker}; false when there are none left. */
    boolean step(Taker taker) throws TransferException;

    /** How much of the source has been handed over, from 0 to 1. */
    double progress();

    /** What was in the source and is not handed over, in words, or empty. */
    String leftOut();
}
