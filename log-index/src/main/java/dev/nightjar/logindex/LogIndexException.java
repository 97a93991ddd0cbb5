package dev.nightjar.logindex;

import java.nio.file.Path;

/** Stored bytes are not what was written, or the disk refuses to work. The message names file and offset. */
public final class LogIndexException extends RuntimeException {
    LogIndexException(String message) {
        super(message);
    }

    LogIndexException(String message, Throwable cause) {
        super(message, cause);
    }

    static LogIndexException corrupt(Path file, long offset, String found) {
        return new LogIndexException(file + " at offset " + offset + ": " + found
                + "; the bytes were changed after they were written, restore the file from a backup");
    }
}
