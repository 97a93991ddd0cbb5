package dev.nightjar.ingest.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the header {@code Authorization}. Files are read each time; a token is fetched before the last one expires. */
final class Credentials implements AutoCloseable {
    private static final long FRESH_MILLIS = 10_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Authorization how;
    private final InstantSource clock;
    private final @Nullable TokenClient tokens;
    private String token = "";
    private long expiresMillis;

    Credentials(Vertx vertx, Authorization how, InstantSource clock) {
        this.how = how;
        this.clock = clock;
        this.tokens = how instanceof Authorization.ClientCredentials grant
                ? new TokenClient(vertx, grant.access(), clock)
                : null;
    }

    Optional<String> header(Duration timeout) throws FetchException {
        return switch (how) {
            case Authorization.None none -> Optional.empty();
            case Authorization.Basic basic ->
                Optional.of("Basic " + base64(read(basic.user()), read(basic.password())));
            case Authorization.Credentials given -> Optional.of(given.type() + " " + read(given.credentials()));
            case Authorization.ClientCredentials grant -> Optional.of("Bearer " + token(grant, timeout));
        };
    }

    private static String base64(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String read(SecretText text) throws FetchException {
        try {
            return text.read();
        } catch (IOException e) {
            throw new FetchException(
                    FetchException.Reason.CREDENTIALS, "the credentials cannot be read: " + e.getMessage());
        }
    }

    private synchronized String token(Authorization.ClientCredentials grant, Duration timeout) throws FetchException {
        if (tokens != null && clock.millis() > expiresMillis - FRESH_MILLIS) {
            JsonNode answer = parse(tokens.post(grant.tokenUrl(), form(grant), basic(grant), timeout));
            token = answer.path("access_token").asText();
            if (token.isEmpty()) {
                throw new FetchException(
                        FetchException.Reason.CREDENTIALS, grant.tokenUrl() + " answered without an access_token");
            }
            long seconds = answer.path("expires_in").asLong(0);
            expiresMillis = seconds == 0 ? Long.MAX_VALUE : clock.millis() + 1000 * seconds;
        }
        return token;
    }

    private static String basic(Authorization.ClientCredentials grant) throws FetchException {
        return "Basic " + base64(encoded(grant.clientId()), encoded(read(grant.secret())));
    }

    private static String form(Authorization.ClientCredentials grant) {
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        if (!grant.scopes().isEmpty()) {
            form.append("&scope=").append(encoded(String.join(" ", grant.scopes())));
        }
        grant.parameters()
                .forEach((name, value) ->
                        form.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode parse(Fetched answer) throws FetchException {
        try {
            return JSON.readTree(answer.body(), 0, answer.length());
        } catch (IOException e) {
            throw new FetchException(FetchException.Reason.CREDENTIALS, "the token's answer is not JSON");
        }
    }

    @Override
    public void close() {
        if (tokens != null) {
            tokens.close();
        }
    }
}
