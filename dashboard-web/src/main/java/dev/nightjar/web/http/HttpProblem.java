package dev.nightjar.web.http;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered: what was found, where, what to do. */
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final @Nullable String where;
    private final @Nullable String hint;

    public HttpProblem(int status, String error, @Nullable String where, @Nullable String hint) {
        super(error);
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
