package dev.nightjar.alerting.paging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Posts JSON. What may pass is tried again; what the other side refuses for good is not. */
final class WebhookChannel implements Channel {
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429);

    private final HttpClient client;
    private final Duration deadline;

    WebhookChannel(Duration deadline) {
        this.deadline = deadline;
        this.client = HttpClient.newBuilder().connectTimeout(deadline).build();
    }

    @Override
    public SendResult send(Message message) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(message.delivery().address()))
                    .timeout(deadline)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "nightjar")
                    .header("Idempotency-Key", message.delivery().notificationId())
                    .POST(HttpRequest.BodyPublishers.ofString(WebhookBody.of(message)))
                    .build();
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            return result(response, message.now());
        } catch (IllegalArgumentException e) {
            return new SendResult.Failed("not a URL: " + message.delivery().address());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new SendResult.Retry("no answer: " + reason, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retry("interrupted by a stop", null);
        }
    }

    private static SendResult result(HttpResponse<Void> response, Instant now) {
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

    @Override
    public void close() {
        client.shutdownNow();
    }
}
