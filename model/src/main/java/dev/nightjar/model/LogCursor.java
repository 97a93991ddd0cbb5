package dev.nightjar.model;

/** Walks over selected lines. Used by one thread at a time. */
public interface LogCursor extends AutoCloseable {
    /** Steps to the next line; false when there is none. */
    boolean next();

    /** The stream's labels. */
    Labels labels();

    long timestampNanos();

    /** The line's bytes, the caller's to keep. */
    byte[] line();

    /** The line's structured metadata. */
    Labels metadata();

    @Override
    void close();
}
