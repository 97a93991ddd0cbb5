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

    FetchException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
