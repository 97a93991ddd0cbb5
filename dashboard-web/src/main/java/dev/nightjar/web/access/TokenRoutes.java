package dev.nightjar.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.TokenBook.Listed;
import dev.nightjar.web.access.TokenBook.Made;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /nightjar/v1/tokens}: administrators give programs tokens, see which there are, and take them back. */
public final class TokenRoutes {
    private static final String PATH = "/nightjar/v1/tokens";
    private static final int MAX_BODY_BYTES = 16_384;

    /** A token without its secret. */
    private record Token(
            String id,
            String name,
            List<String> scopes,
            String by,
            String createdAt,
            @Nullable String expiresAt,
            @Nullable String usedAt,
            boolean expired) {
        static Token of(Listed listed) {
            return new Token(
                    listed.id(),
                    listed.name(),
                    listed.scopes(),
                    listed.by(),
                    listed.createdAt().toString(),
                    text(listed.expiresAt()),
                    text(listed.usedAt()),
                    listed.expired());
        }

        private static @Nullable String text(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }
    }

    /** The only time that a token is shown. */
    private record Shown(Token token, String secret) {}

    private final TokenBook book;
    private final AccessGate gate;
    private final Dispatcher dispatcher;

    public TokenRoutes(TokenBook book, AccessGate gate, Dispatcher dispatcher) {
        this.book = book;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    public void mount(Router router) {
        router.get(PATH).handler(gate.require(Need.GRANT));
        router.get(PATH)
                .handler(dispatcher.handler(
                        exchange ->
                                Json.reply(book.list().stream().map(Token::of).toList()),
                        Problems::reply));
        post(router, PATH, this::create);
        post(router, PATH + "/:id/revoke", this::revoke);
    }

    private void post(Router router, String path, Dispatcher.Endpoint endpoint) {
        router.post(path).handler(gate.require(Need.GRANT));
        router.post(path)
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(endpoint, Problems::reply));
    }

    private Reply create(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        Made made = book.create(
                Json.required(body, "name"), scopes(body), lifetime(body.path("expiresSeconds")), by(exchange));
        return Json.reply(201, new Shown(Token.of(made.listed()), made.token()));
    }

    private Reply revoke(Exchange exchange) {
        JsonNode _ = Json.body(exchange); // which keeps other sites' forms out
        return Json.reply(Token.of(book.revoke(exchange.path("id"), by(exchange))));
    }

    private static List<String> scopes(JsonNode body) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode scope : body.path("scopes")) {
            scopes.add(scope.asText());
        }
        return scopes;
    }

    private static @Nullable Duration lifetime(JsonNode seconds) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return null;
        }
        if (!seconds.isIntegralNumber() || !seconds.canConvertToLong()) {
            throw new HttpProblem(400, "\"expiresSeconds\" must be a whole number", "body", "such as 7776000");
        }
        return Duration.ofSeconds(seconds.longValue());
    }

    private static String by(Exchange exchange) {
        return exchange.kept(User.class).map(User::name).orElse("somebody local");
    }
}
