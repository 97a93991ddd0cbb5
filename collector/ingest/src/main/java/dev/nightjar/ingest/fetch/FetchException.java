package dev.nightjar.ingest.fetch;

/** Nothing usable came. The message says what was asked and what happened. */
public final class FetchException extends Exception {
    /** Why, as a caller tells them apart. */
    public enum Reason {
        UNREACHABLE,
        TIMEOUT,
        STATUS,
        TOO_LARGE,
        CREDENTIALS
    }

    private final Reason reason;
    private final int status;

    FetchException(Reason reason, String message) {
        this(reason, message, 0);
    }

    FetchException(Reason reason, String message, int status) {
        super(message);
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    /** Of the answer, where that is the reason; else 0. */
    public int status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
