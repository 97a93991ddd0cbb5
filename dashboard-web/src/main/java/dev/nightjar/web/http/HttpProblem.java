package dev.nightjar.web.http;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered: what was found, where, what to do. */
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final @Nullable String where;
    private final @Nullable String hint;
    private final int retryAfterSeconds;

    public HttpProblem(int status, String error, @Nullable String where, @Nullable String hint) {
        this(status, error, where, hint, 0);
    }

    private HttpProblem(
            int status, String error, @Nullable String where, @Nullable String hint, int retryAfterSeconds) {
        super(error);
        this.retryAfterSeconds = retryAfterSeconds;
        this.status = status;
        this.where = where;
        this.hint = hint;
    }

    public static HttpProblem badParameter(String name, String error) {
        return new HttpProblem(400, error, "parameter \"" + name + "\"", null);
    }

    public static HttpProblem notFound(String error, String hint) {
        return new HttpProblem(404, error, null, hint);
    }

    /** Nothing is wrong with the request; it should be sent again later. */
    public static HttpProblem overloaded(String error, int retryAfterSeconds) {
        return new HttpProblem(503, error, null, "send it again in " + retryAfterSeconds + " s", retryAfterSeconds);
    }

    /** 0 where trying again is of no use. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public int status() {
        return status;
    }

    public String error() {
        return String.valueOf(getMessage());
    }

    public @Nullable String where() {
        return where;
    }

    public @Nullable String hint() {
        return hint;
    }
}
