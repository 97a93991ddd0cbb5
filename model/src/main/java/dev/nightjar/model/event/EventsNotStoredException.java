package dev.nightjar.model.event;

/** The log of events could not take what was to be appended, and nothing of it is there. The message says why. */
public final class EventsNotStoredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EventsNotStoredException(String message, Throwable cause) {
        super(message, cause);
    }
}
