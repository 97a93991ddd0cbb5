package dev.nightjar.query;

/** A query that cannot be answered: why, and for errors in its text, where. */
public final class QueryException extends RuntimeException {
    private final ErrorKind kind;
    private final String detail;

    public QueryException(ErrorKind kind, String detail) {
        super(detail);
        this.kind = kind;
        this.detail = detail;
    }

    private QueryException(ErrorKind kind, String detail, String message) {
        super(message);
        this.kind = kind;
        this.detail = detail;
    }

    /** An error in the text of a query: the message leads with {@code line:column}. */
    public static QueryException inText(SourceText text, int offset, String detail) {
        return new QueryException(ErrorKind.BAD_DATA, detail, text.lineAndColumn(offset) + ": parse error: " + detail);
    }

    /** An error whose message other programs expect in words of its own. */
    public static QueryException worded(ErrorKind kind, String detail, String message) {
        return new QueryException(kind, detail, message);
    }

    public static QueryException execution(String detail) {
        return new QueryException(ErrorKind.EXECUTION, detail);
    }

    public static QueryException notSupportedYet(String what) {
        return execution("not supported yet: " + what);
    }

    public ErrorKind kind() {
        return kind;
    }

    /** The message without a position. */
    public String detail() {
        return detail;
    }
}
