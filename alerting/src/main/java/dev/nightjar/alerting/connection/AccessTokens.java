package dev.nightjar.alerting.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.alerting.routing.TokenSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Gets bearer tokens with a client's credentials (RFC 6749, 4.4) and keeps them as long as they are good. Thread-safe. */
public final class AccessTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A token is not used in the last moments of its life: it has to arrive, too. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration UNLESS_SAID = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final HttpClients clients;
    private final Duration deadline;
    private final Map<TokenSettings, Token> tokens = new ConcurrentHashMap<>();

    public AccessTokens(HttpClients clients, Duration deadline) {
        this.clients = clients;
        this.deadline = deadline;
    }

    private record Token(String text, Instant until) {}

    /** A token that is good at {@code now}; asks for one if need be. Throws {@link IOException} if there is none to be had. */
    public String token(TokenSettings settings, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        Token known = tokens.get(settings);
        if (known != null && now.isBefore(known.until())) {
            return known.text();
        }
        Token fresh = ask(settings, now);
        tokens.put(settings, fresh);
        return fresh.text();
    }

    /** The server did not want the last one. */
    public void forget(TokenSettings settings) {
        tokens.remove(settings);
    }

    /** Servers take the client's credentials in a header or in the body; some only one of them. */
    private Token ask(TokenSettings settings, Instant now)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpClient client = clients.client(settings.tls(), settings.proxy());
        HttpResponse<String> answer = client.send(request(settings, true), AnswerText.within(deadline));
        if (answer.statusCode() == 400 || answer.statusCode() == 401) {
            answer = client.send(request(settings, false), AnswerText.within(deadline));
        }
        if (answer.statusCode() != 200) {
            throw new IOException("no token: " + settings.url() + " answered " + answer.statusCode());
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            String text = body.path("access_token").asText("");
            if (text.isEmpty()) {
                throw new IOException("no token: " + settings.url() + " answered without access_token");
            }
            long seconds = Math.clamp(body.path("expires_in").asLong(UNLESS_SAID.toSeconds()), 0, LONGEST.toSeconds());
            return new Token(text, now.plusSeconds(seconds).minus(MARGIN));
        } catch (JsonProcessingException e) {
            throw new IOException("no token: " + settings.url() + " answered with what is not JSON", e);
        }
    }

    private HttpRequest request(TokenSettings settings, boolean inHeader) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!settings.scopes().isEmpty()) {
            form.put("scope", String.join(" ", settings.scopes()));
        }
        form.putAll(new TreeMap<>(settings.parameters()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url()))
                .timeout(deadline)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        HttpClients.proxyHeaders(settings.proxy(), URI.create(settings.url()), request::header);
        if (inHeader) {
            String pair = encoded(settings.clientId()) + ":"
                    + encoded(settings.clientSecret().read());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret().read());
        }
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
