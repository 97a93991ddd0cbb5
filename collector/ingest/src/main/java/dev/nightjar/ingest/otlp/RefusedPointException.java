package dev.nightjar.ingest.otlp;

/** One item of a request cannot be taken; the rest can. */
final class RefusedPointException extends Exception {
    private final String code;

    /** @param code one word to count by */
    RefusedPointException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
