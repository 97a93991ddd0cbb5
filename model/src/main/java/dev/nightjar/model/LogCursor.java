package dev.nightjar.model;

import org.jspecify.annotations.Nullable;

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

    /** What the line has in common with others, where the store knows it; then its slots are cheaper than the line. */
    default @Nullable LineShape shape() {
        return null;
    }

    /** The value of a slot of the line's shape, the caller's to keep. */
    default byte[] slot(int slot) {
        throw new IllegalStateException("the line has no shape");
    }

    /** Whether the value of a slot of the line's shape is made of decimal digits. */
    default boolean isDecimal(int slot) {
        for (byte b : slot(slot)) {
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    void close();
}
