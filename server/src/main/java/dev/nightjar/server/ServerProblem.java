package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;

/** What a server said was wrong, in a line for the command line. */
final class ServerProblem {
    private static final int MOST_SHOWN = 500;

    private ServerProblem() {}

    /** {@code the token "ci" is good for query; it takes one that is good for gate: …}. */
    static String of(HttpResponse<String> answer) {
        try {
            JsonNode said = new ObjectMapper().readTree(answer.body());
            if (said.path("error").isTextual()) {
                String hint = said.path("hint").asText("");
                return said.path("error").asText() + (hint.isEmpty() || hint.equals("null") ? "" : "; " + hint);
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        String body = answer.body();
        return "answered " + answer.statusCode() + ": " + body.substring(0, Math.min(body.length(), MOST_SHOWN));
    }

    static String of(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
