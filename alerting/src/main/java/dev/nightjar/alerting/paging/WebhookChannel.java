package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.delivery.HttpResults;
import dev.nightjar.alerting.delivery.SendResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts JSON. What may pass is tried again; what the other side refuses for good is not. */
final class WebhookChannel implements Channel {
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
            return HttpResults.of(response, message.now());
        } catch (IllegalArgumentException e) {
            return new SendResult.Failed("not a URL: " + message.delivery().address());
        } catch (IOException e) {
            return HttpResults.noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retry("interrupted by a stop", null);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
