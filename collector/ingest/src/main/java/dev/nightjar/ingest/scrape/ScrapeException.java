package dev.nightjar.ingest.scrape;

/** A scrape that failed. The message says why, for the person who looks at the target. */
final class ScrapeException extends Exception {
    private final String code;

    /** @param code one short word to count by, such as {@code unreachable} */
    ScrapeException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
