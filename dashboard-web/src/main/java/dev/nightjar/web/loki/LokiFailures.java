package dev.nightjar.web.loki;

import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;

/** Tells of failures as Loki does: plain text. */
final class LokiFailures {
    private LokiFailures() {}

    static Reply reply(Exception failure) {
        return switch (failure) {
            case QueryException e -> text(status(e), String.valueOf(e.getMessage()));
            case HttpProblem e -> {
                Reply reply = text(e.status(), e.error());
                yield e.retryAfterSeconds() == 0
                        ? reply
                        : reply.withHeader("Retry-After", Integer.toString(e.retryAfterSeconds()));
            }
            case IllegalArgumentException e -> text(400, String.valueOf(e.getMessage()));
            default -> text(500, Problems.INTERNAL);
        };
    }

    private static int status(QueryException failure) {
        return switch (failure.kind()) {
            case BAD_DATA, EXECUTION -> 400;
            case TIMEOUT -> 504;
            case CANCELED -> 499;
        };
    }

    private static Reply text(int status, String message) {
        return Reply.text(status, message + "\n").withHeader("X-Content-Type-Options", "nosniff");
    }
}
