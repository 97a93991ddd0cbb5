package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.connection.AccessTokens;
import dev.nightjar.alerting.connection.HttpClients;
import dev.nightjar.alerting.delivery.HttpResults;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.alerting.routing.TokenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Posts JSON with a receiver's settings; one client for all receivers with the same. */
public final class HttpPost implements AutoCloseable {
    private static final int DETAIL_CHARACTERS = 200;
    private static final String AUTHORIZATION = "Authorization";

    private final Duration deadline;
    private final HttpClients clients;
    private final AccessTokens tokens;

    /** @param deadline of a request that has none of its own */
    public HttpPost(Duration deadline) {
        this.deadline = deadline;
        this.clients = new HttpClients(deadline);
        this.tokens = new AccessTokens(clients, deadline);
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

    /**
     * What came of a request.
     *
     * @param body of the answer; empty where there was none
     */
    record Answer(SendResult result, String body) {}

    /** Blocks until it is answered, or is not in time. */
    public SendResult send(HttpSettings settings, Call call, Instant now) {
        return ask(settings, call, now).result();
    }

    /** The same, with what the other side said. */
    Answer ask(HttpSettings settings, Call call, Instant now) {
        try {
            HttpResponse<String> response = answer(settings, call, now);
            TokenSettings from = settings.tokens();
            if (response.statusCode() == 401 && from != null) {
                tokens.forget(from); // it may have been taken back before its time
                response = answer(settings, call, now);
            }
            return new Answer(detailed(HttpResults.of(response, now), response.body()), response.body());
        } catch (IllegalArgumentException e) {
            return none(new SendResult.Failed("not a URL: " + e.getMessage()));
        } catch (GeneralSecurityException e) {
            return none(new SendResult.Failed("the certificates or the key cannot be used: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            return none(new SendResult.Retry(String.valueOf(e.getMessage()), null));
        } catch (IOException e) {
            return none(HttpResults.noAnswer(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none(new SendResult.Retry("interrupted by a stop", null));
        }
    }

    private static Answer none(SendResult result) {
        return new Answer(result, "");
    }

    private HttpResponse<String> answer(HttpSettings settings, Call call, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        return clients.client(settings)
                .send(request(settings, call, now), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
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

    private HttpRequest request(HttpSettings settings, Call call, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        URI uri = URI.create(call.url().read());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(call.timeout().isZero() ? deadline : call.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "nightjar")
                .header("Idempotency-Key", call.noticeId())
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        if ("http".equals(uri.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1); // small servers stumble over the offer to upgrade
        }
        if (!call.headers().containsKey(AUTHORIZATION)) {
            String authorization = authorization(settings, now);
            if (!authorization.isEmpty()) {
                request.header(AUTHORIZATION, authorization);
            }
        }
        settings.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value.read())));
        call.headers().forEach(request::header);
        HttpClients.proxyHeaders(settings.proxy(), uri, request::header);
        return request.build();
    }

    private String authorization(HttpSettings settings, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        if (settings.tokens() != null) {
            return "Bearer " + tokens.token(settings.tokens(), now);
        }
        if (!settings.authorization().isEmpty()) {
            return settings.authorization() + " " + settings.credentials().read();
        }
        if (settings.user().isEmpty()) {
            return "";
        }
        String pair = settings.user().read() + ":" + settings.password().read();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        clients.close();
    }
}
