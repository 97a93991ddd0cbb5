package dev.nightjar.journal;

import org.jspecify.annotations.Nullable;

/** The journal could not be opened, read or written. The message says where and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
