package dev.nightjar.postmortems;

/** A command that cannot be carried out; nothing was recorded. The message says what was found and what to do. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** What the command is about does not exist. */
        UNKNOWN,
        /** It exists, but its state does not allow this. */
        CONFLICT,
        /** What was given is not valid. */
        INVALID
    }

    RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
