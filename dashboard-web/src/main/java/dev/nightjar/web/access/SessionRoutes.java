package dev.nightjar.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** {@code /nightjar/v1/session}: sign in with a one-time token, say who is signed in, sign out. */
public final class SessionRoutes {
    private static final String PATH = "/nightjar/v1/session";
    private static final int MAX_BODY_BYTES = 4096;

    private record Session(String user, String role) {}

    /** Where a browser that signed out here goes to do so there, too. */
    private record Elsewhere(String url) {}

    private final Sessions sessions;
    private final AccessGate gate;
    private final Dispatcher dispatcher;
    private final SignOutElsewhere elsewhere;

    public SessionRoutes(Sessions sessions, AccessGate gate, Dispatcher dispatcher) {
        this(sessions, gate, dispatcher, SignOutElsewhere.NONE);
    }

    public SessionRoutes(Sessions sessions, AccessGate gate, Dispatcher dispatcher, SignOutElsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.sessions = sessions;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    public void mount(Router router) {
        router.get(PATH).handler(gate.require(Need.QUERY));
        router.get(PATH).handler(dispatcher.handler(this::present, Problems::reply));
        router.post(PATH).handler(gate.sameSite());
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(dispatcher.handler(this::signIn, Problems::reply));
        router.delete(PATH).handler(gate.sameSite());
        router.delete(PATH).handler(dispatcher.handler(this::signOut, Problems::reply));
    }

    private Reply present(Exchange exchange) {
        User user = exchange.kept(User.class)
                .orElseThrow(() -> new HttpProblem(401, "nobody is signed in", null, "sign in with a one-time token"));
        return Json.reply(new Session(user.name(), user.role().text()));
    }

    private Reply signIn(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String token = body.path("token").asText("").strip();
        if (token.startsWith(ApiTokens.PREFIX)) {
            User user = gate.person(token).orElseThrow(this::notByToken);
            return signedIn(user, token, exchange);
        }
        User user = sessions.redeem(token)
                .orElseThrow(() -> new HttpProblem(
                        401,
                        "this sign-in token is not known, or was used",
                        null,
                        "each token signs in once; the server prints a new one when it starts"));
        return signedIn(user, sessions.cookieFor(user), exchange);
    }

    private static Reply signedIn(User user, String cookie, Exchange exchange) {
        return Json.reply(new Session(user.name(), user.role().text()))
                .withHeader(
                        "Set-Cookie",
                        AccessGate.COOKIE + "=" + cookie
                                + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + Sessions.LIFETIME.toSeconds()
                                + (exchange.isEncrypted() ? "; Secure" : ""));
    }

    private HttpProblem notByToken() {
        return gate.takesPersonalTokens()
                ? new HttpProblem(
                        401,
                        "this token is not known, was revoked, has expired, or is not for people",
                        null,
                        "signing in takes one that is good for query, respond or administer")
                : new HttpProblem(
                        401,
                        "people do not sign in by tokens here",
                        null,
                        "use the button; the link that the server prints when it starts is for emergencies");
    }

    private Reply signOut(Exchange exchange) {
        Optional<URI> goOn = exchange.cookie(AccessGate.COOKIE).flatMap(elsewhere::address);
        return goOn.map(url -> Json.reply(new Elsewhere(url.toString())))
                .orElseGet(() -> new Reply(204, "", Map.of(), out -> {}))
                .withHeader("Set-Cookie", AccessGate.COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    }
}
