package dev.nightjar.alerting.delivery;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an HTTP answer says of an attempt: what may pass is tried again, what is refused for good is not. */
public final class HttpResults {
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429);

    private HttpResults() {}

    public static SendResult of(HttpResponse<?> response, Instant now) {
        int status = response.statusCode();
        String detail = "answered " + status;
        if (status >= 200 && status < 300) {
            return new SendResult.Accepted(detail);
        }
        if (status >= 500 || MAY_PASS.contains(status)) {
            return new SendResult.Retry(
                    detail,
                    response.headers()
                            .firstValue("Retry-After")
                            .map(text -> retryAfter(text, now))
                            .orElse(null));
        }
        return new SendResult.Failed(detail);
    }

    public static SendResult noAnswer(IOException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new SendResult.Retry("no answer: " + reason, null);
    }

    /** Seconds or a date; null when it is neither. */
    private static @Nullable Duration retryAfter(String text, Instant now) {
        try {
            return text.matches("\\d{1,6}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
