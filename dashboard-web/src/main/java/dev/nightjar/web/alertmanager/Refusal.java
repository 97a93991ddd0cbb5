package dev.nightjar.web.alertmanager;

import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;

/**
 * A request that does not fit the description of the API: answered with a code and a message, as the framework answers
 * that Alertmanager's API is made with. What fits and cannot be done is answered with a text.
 */
final class Refusal extends RuntimeException {
    private static final int UNPROCESSABLE = 422;
    private static final int WRONG_TYPE = 601;
    private static final int REQUIRED = 602;
    private static final int TOO_FEW = 612;

    private record Told(int code, String message) {}

    private final int code;

    private Refusal(int code, String message) {
        super(message);
        this.code = code;
    }

    /** {@code field} by its place: {@code matchers.0.name}. */
    static Refusal missing(String field) {
        return new Refusal(REQUIRED, field + " in body is required");
    }

    static Refusal wrongType(String what, String type, String found) {
        return new Refusal(WRONG_TYPE, what + " must be of type " + type + ": \"" + found + "\"");
    }

    static Refusal empty(String field) {
        return new Refusal(TOO_FEW, field + " in body should have at least 1 items");
    }

    Reply reply() {
        return of(UNPROCESSABLE, code, String.valueOf(getMessage()));
    }

    /** Of the request itself, before anything in it is looked at. */
    static Reply of(int status, String message) {
        return of(status, status, message);
    }

    private static Reply of(int status, int code, String message) {
        return Json.reply(status, new Told(code, message));
    }
}
