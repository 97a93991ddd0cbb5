package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a server said was wrong, in a line for the command line. */
final class ServerProblem {
    private static final int MOST_SHOWN = 500;

    private ServerProblem() {}

    /** {@code the token "ci" is good for query; it takes one that is good for gate: …}. */
    static String of(URI server, int status, String body) {
        try {
            JsonNode said = new ObjectMapper().readTree(body);
            if (said.path("error").isTextual()) {
                String hint = said.path("hint").asText("");
                return said.path("error").asText() + (hint.isEmpty() || hint.equals("null") ? "" : "; " + hint);
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        return server + " answered " + status + ": "
                + body.substring(0, Math.min(body.length(), MOST_SHOWN)).strip();
    }

    static String of(IOException failure) {
        return words(failure) + advice(failure);
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        if (message != null) {
            return message;
        }
        // the JDK's client says no more of a refused connection
        return failure instanceof ConnectException
                ? "nothing takes connections there"
                : failure.getClass().getSimpleName();
    }

    /** What to do about it, where the command line knows that; to be put behind what is said. */
    static String advice(@Nullable Throwable failure) {
        return failure instanceof SSLException
                ? "; a certificate signed by an authority of your own is trusted by --authority FILE"
                : "";
    }
}
