package dev.nightjar.ingest.transfer;

/** A source that cannot be read on, or a sink that does not take. The message says what, where, and what to do. */
public final class TransferException extends Exception {
    TransferException(String message) {
        super(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
