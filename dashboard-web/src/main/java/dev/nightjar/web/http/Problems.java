package dev.nightjar.web.http;

import org.jspecify.annotations.Nullable;

/** Failures as the problem document {@code {"error", "where", "hint"}}. */
public final class Problems {
    private record Document(
            String error, @Nullable String where, @Nullable String hint) {}

    private Problems() {}

    public static Reply reply(Exception failure) {
        return switch (failure) {
            case HttpProblem problem ->
                Json.reply(problem.status(), new Document(problem.error(), problem.where(), problem.hint()));
            case IllegalArgumentException invalid ->
                Json.reply(400, new Document(String.valueOf(invalid.getMessage()), null, null));
            default ->
                Json.reply(
                        500,
                        new Document(
                                "internal error: " + failure.getMessage(),
                                null,
                                "try again, and see the server's log"));
        };
    }

    public static String json(String error, @Nullable String where, @Nullable String hint) {
        return Json.text(new Document(error, where, hint));
    }
}
