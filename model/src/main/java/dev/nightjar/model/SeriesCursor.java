package dev.nightjar.model;

/** Walks over selected series. Used by one thread at a time; nothing it hands out but {@link #labels()} survives the next step. */
public interface SeriesCursor extends AutoCloseable {
    /** Steps to the next series; false when there is none. */
    boolean next();

    Labels labels();

    /** Appends the present series' samples within the selection's range to {@code to}, in time order, timestamps unique. */
    void read(SampleBuffer to);

    @Override
    void close();
}
