package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.connection.AccessTokens;
import dev.nightjar.alerting.connection.AnswerText;
import dev.nightjar.alerting.connection.HttpClients;
import dev.nightjar.alerting.delivery.HttpResults;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.alerting.routing.TokenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Posts JSON with a receiver's settings; one client for all receivers with the same. */
public final class HttpPost implements AutoCloseable {
    private static final int DETAIL_CHARACTERS = 200;
    private static final String AUTHORIZATION = "Authorization";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MOST_REDIRECTS = 10;

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
            return none(new SendResult.Failed(String.valueOf(e.getMessage())));
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

    /** Follows redirects as Go's client does, but shows no other server what the receiver's is shown. */
    private HttpResponse<String> answer(HttpSettings settings, Call call, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        URI first = uri(call.url());
        Hop hop = new Hop(first, call.method(), call.body(), true);
        for (int redirects = 0; ; redirects++) {
            HttpResponse<String> response =
                    clients.client(settings).send(request(settings, call, hop, now), AnswerText.within(deadline(call)));
            Optional<Hop> next = settings.followsRedirects() ? hop.next(response, first) : Optional.empty();
            if (next.isEmpty()) {
                return response;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new IOException("redirected more than " + MOST_REDIRECTS + " times");
            }
            hop = next.get();
        }
    }

    private Duration deadline(Call call) {
        return call.timeout().isZero() ? deadline : call.timeout();
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

    private HttpRequest request(HttpSettings settings, Call call, Hop hop, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        URI uri = hop.uri();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(deadline(call))
                .header("Content-Type", "application/json")
                .header("User-Agent", "nightjar")
                .header("Idempotency-Key", call.noticeId())
                .method(
                        hop.method(),
                        hop.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(hop.body()));
        if ("http".equals(uri.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1); // small servers stumble over the offer to upgrade
        }
        if (hop.isTrusted() && !call.headers().containsKey(AUTHORIZATION)) {
            String authorization = authorization(settings, now);
            if (!authorization.isEmpty()) {
                header(request, AUTHORIZATION, authorization);
            }
        }
        if (hop.isTrusted()) {
            settings.headers().forEach((name, values) -> values.forEach(value -> header(request, name, value.read())));
            call.headers().forEach((name, value) -> header(request, name, value));
        }
        HttpClients.proxyHeaders(settings.proxy(), uri, (name, value) -> header(request, name, value));
        return request.build();
    }

    /** What is wrong with it is said without it: who knows such an address may post there. */
    private static URI uri(Secret url) {
        try {
            URI uri = new URI(url.read());
            if (uri.getHost() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                return uri;
            }
            throw new IllegalArgumentException("the URL is none of http or https with a host");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the URL is none: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
        }
    }

    /** What is wrong with it is said without its value, which may be a secret. */
    private static void header(HttpRequest.Builder request, String name, String value) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "header " + name + " cannot be sent: either requests set it themselves, or its value has a line"
                            + " break or another control character",
                    e);
        }
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
