package dev.nightjar.ingest;

/** A body that cannot be taken. The message says what was found, where, and what to do; nothing of it is stored. */
public final class MalformedException extends Exception {
    private final int status;
    private final String reason;

    public MalformedException(String message) {
        this(400, "malformed", message);
    }

    /**
     * @param status of the HTTP answer
     * @param reason one word to count by
     */
    public MalformedException(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    public static MalformedException notSupported(String what) {
        return new MalformedException(400, "not_supported", "not supported yet: " + what);
    }

    public static MalformedException tooLarge(String message) {
        return new MalformedException(413, "too_large", message);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
