package dev.nightjar.web.http;

import dev.nightjar.model.event.EventsNotStoredException;
import org.jspecify.annotations.Nullable;

/** Failures as the problem document {@code {"error", "where", "hint"}}. */
public final class Problems {
    private record Document(
            String error, @Nullable String where, @Nullable String hint) {}

    /** All that a client is told of a failure of ours: what it says of our inside is for the log. */
    public static final String INTERNAL = "internal error";

    private Problems() {}

    public static Reply reply(Exception failure) {
        return switch (failure) {
            case HttpProblem problem -> told(problem);
            case IllegalArgumentException invalid ->
                Json.reply(400, new Document(String.valueOf(invalid.getMessage()), null, null));
            case EventsNotStoredException refused ->
                Json.reply(503, new Document(notStored(refused), null, "free space on the disk, then do it again"))
                        .withHeader("Retry-After", "5");
            default -> Json.reply(500, new Document(INTERNAL, null, "try again, and see the server's log"));
        };
    }

    /** What somebody did is not in the journal: they must know, and why. */
    public static String notStored(EventsNotStoredException refused) {
        return "this was not stored: " + refused.getMessage();
    }

    private static Reply told(HttpProblem problem) {
        Reply reply = Json.reply(problem.status(), new Document(problem.error(), problem.where(), problem.hint()));
        return problem.retryAfterSeconds() == 0
                ? reply
                : reply.withHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }

    public static String json(String error, @Nullable String where, @Nullable String hint) {
        return Json.text(new Document(error, where, hint));
    }
}
