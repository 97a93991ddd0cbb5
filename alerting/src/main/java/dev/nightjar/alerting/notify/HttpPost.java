package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.delivery.HttpResults;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Posts JSON with a receiver's settings; one client for all receivers with the same. */
public final class HttpPost implements AutoCloseable {
    private static final int DETAIL_CHARACTERS = 200;

    private final Duration deadline;
    private final Map<HttpSettings, HttpClient> clients = new ConcurrentHashMap<>();

    /** @param deadline of a request that has none of its own */
    public HttpPost(Duration deadline) {
        this.deadline = deadline;
    }

    /** A request to be sent. {@code timeout} of zero is the usual one. */
    public record Call(
            String method, Secret url, String noticeId, String body, Duration timeout, Map<String, String> headers) {
        /** A POST with nothing special. */
        public static Call post(Secret url, String noticeId, String body) {
            return new Call("POST", url, noticeId, body, Duration.ZERO, Map.of());
        }

        public Call within(Duration other) {
            return new Call(method, url, noticeId, body, other, headers);
        }

        Call with(Map<String, String> more) {
            return new Call(method, url, noticeId, body, timeout, more);
        }
    }

    /** Blocks until it is answered, or is not in time. */
    public SendResult send(HttpSettings settings, Call call, Instant now) {
        try {
            HttpResponse<String> response = client(settings)
                    .send(request(settings, call), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return detailed(HttpResults.of(response, now), response.body());
        } catch (IllegalArgumentException e) {
            return new SendResult.Failed("not a URL: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return new SendResult.Failed("the certificates to trust cannot be used: " + e.getMessage());
        } catch (UncheckedIOException e) {
            return new SendResult.Retry(String.valueOf(e.getMessage()), null);
        } catch (IOException e) {
            return HttpResults.noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retry("interrupted by a stop", null);
        }
    }

    private static SendResult detailed(SendResult result, String body) {
        String said = body.strip().lines().findFirst().orElse("");
        String detail = result.detail()
                + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), DETAIL_CHARACTERS)));
        return switch (result) {
            case SendResult.Accepted accepted -> accepted;
            case SendResult.Retry retry -> new SendResult.Retry(detail, retry.after());
            case SendResult.Failed failed -> new SendResult.Failed(detail);
        };
    }

    private HttpRequest request(HttpSettings settings, Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(call.url().read()))
                .timeout(call.timeout().isZero() ? deadline : call.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "nightjar")
                .header("Idempotency-Key", call.noticeId())
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        if (!settings.authorization().isEmpty()) {
            request.header(
                    "Authorization",
                    settings.authorization() + " " + settings.credentials().read());
        } else if (!settings.user().isEmpty()) {
            String pair = settings.user() + ":" + settings.password().read();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        settings.headers().forEach(request::header);
        call.headers().forEach(request::header);
        return request.build();
    }

    private HttpClient client(HttpSettings settings) throws GeneralSecurityException, IOException {
        HttpClient known = clients.get(settings);
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(deadline)
                .followRedirects(settings.followsRedirects() ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
        if (!settings.proxy().isEmpty()) {
            URI proxy = URI.create(settings.proxy());
            builder.proxy(ProxySelector.of(
                    new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort())));
        }
        TrustedCertificates.context(settings).ifPresent(builder::sslContext);
        HttpClient made = builder.build();
        HttpClient other = clients.putIfAbsent(settings, made);
        if (other != null) {
            made.close();
            return other;
        }
        return made;
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
