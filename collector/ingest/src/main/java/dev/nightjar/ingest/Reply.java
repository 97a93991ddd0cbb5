package dev.nightjar.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer as it goes over the wire.
 *
 * @param body may be empty
 * @param trailers only of HTTP/2
 */
public record Reply(int status, Map<String, String> headers, byte[] body, Map<String, String> trailers) {
    public static Reply of(Answer answer, int status, String contentType, byte[] body) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        if (answer.retryAfterSeconds() > 0) {
            headers.put("Retry-After", Long.toString(answer.retryAfterSeconds()));
        }
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        return new Reply(status, headers, body, Map.of());
    }

    /** In plain text. */
    public static Reply text(Answer answer) {
        return answer.text().isEmpty()
                ? of(answer, answer.status(), "", new byte[0])
                : of(
                        answer,
                        answer.status(),
                        "text/plain; charset=utf-8",
                        (answer.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
