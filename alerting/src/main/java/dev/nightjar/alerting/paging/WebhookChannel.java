package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.connection.AnswerText;
import dev.nightjar.alerting.delivery.HttpResults;
import dev.nightjar.alerting.delivery.SendResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Posts JSON. What may pass is tried again; what the other side refuses for good is not. */
final class WebhookChannel implements Channel {
    private final Duration deadline;
    private @Nullable HttpClient client;
    private boolean closed;

    WebhookChannel(Duration deadline) {
        this.deadline = deadline;
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
            HttpResponse<String> response = client().send(request, AnswerText.within(deadline));
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

    /** Made by the first message: it reads the machine's certificates, which would be a twentieth of a start. */
    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("the server is stopping");
        }
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(deadline).build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
