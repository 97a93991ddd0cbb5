package dev.nightjar.ingest.probe;

/** A probe found its target wanting. Its message says how, for people. */
final class ProbeFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ProbeFailedException(String message) {
        super(message);
    }

    ProbeFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
