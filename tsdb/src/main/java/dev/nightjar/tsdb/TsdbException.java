package dev.nightjar.tsdb;

import org.jspecify.annotations.Nullable;

/** The store's disk or files are not as they must be. The message says which file, where in it, and what to do. */
public final class TsdbException extends RuntimeException {
    public TsdbException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TsdbException(String message) {
        this(message, null);
    }
}
