package dev.nightjar.query;

/** What kind of failure a query met, in the words and with the HTTP status of Prometheus' API. */
public enum ErrorKind {
    /** The text or a parameter is wrong. */
    BAD_DATA("bad_data", 400),
    /** The query is well formed but cannot be answered: ambiguous matching, a limit reached, not supported yet. */
    EXECUTION("execution", 422),
    /** It took longer than allowed. */
    TIMEOUT("timeout", 503),
    /** Its caller went away or somebody stopped it. */
    CANCELED("canceled", 499);

    private final String errorType;
    private final int httpStatus;

    ErrorKind(String errorType, int httpStatus) {
        this.errorType = errorType;
        this.httpStatus = httpStatus;
    }

    public String errorType() {
        return errorType;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
