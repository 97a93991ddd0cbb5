package dev.nightjar.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /nightjar/v1/session}: sign in with a one-time token or one of one's own, say who is signed in, sign out;
 * {@code /nightjar/v1/sessions}: sign out everywhere, or be signed out everywhere by an administrator.
 */
public final class SessionRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);

    private static final String PATH = "/nightjar/v1/session";
    private static final String ALL = "/nightjar/v1/sessions";
    private static final int MAX_BODY_BYTES = 4096;

    private record SignedIn(String user, String role) {}

    /** Of whom no session counts any more that there was. */
    private record SignedOut(String user) {}

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
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(this::signIn, Problems::reply));
        router.delete(PATH).handler(gate.sameSite());
        router.delete(PATH).handler(dispatcher.handler(this::signOut, Problems::reply));
        router.delete(ALL).handler(gate.sameSite());
        router.delete(ALL).handler(dispatcher.handler(this::signOutEverywhere, Problems::reply));
        router.post(ALL + "/end").handler(gate.require(Need.GRANT));
        router.post(ALL + "/end")
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(this::endOf, Problems::reply));
    }

    private Reply present(Exchange exchange) {
        User user = exchange.kept(User.class)
                .orElseThrow(() -> new HttpProblem(401, "nobody is signed in", null, "sign in with a one-time token"));
        return Json.reply(new SignedIn(user.name(), user.role().text()));
    }

    private Reply signIn(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String token = body.path("token").asText("").strip();
        if (token.startsWith(ApiTokens.PREFIX)) {
            User user = gate.person(token).orElseThrow(this::notByToken);
            String id = TokenSecret.of(token).orElseThrow(this::notByToken).id();
            return signedIn(user, sessions.cookieByToken(user, id), exchange);
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
        return Json.reply(new SignedIn(user.name(), user.role().text()))
                .withHeader(
                        "Set-Cookie",
                        AccessGate.COOKIE + "=" + cookie
                                + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + Sessions.LIFETIME.toSeconds()
                                + (isEncrypted(exchange) ? "; Secure" : ""));
    }

    /** Also where a proxy ends TLS: the browser says what it sees, and that it is this host's was checked. */
    private static boolean isEncrypted(Exchange exchange) {
        return exchange.isEncrypted()
                || exchange.header("Origin")
                        .filter(origin -> origin.startsWith("https://"))
                        .isPresent();
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

    /** Whose session has ended already, or is none, has signed out. */
    private Reply signOut(Exchange exchange) {
        Optional<Session> session = exchange.cookie(AccessGate.COOKIE).flatMap(sessions::session);
        return leaving(exchange, () -> session.ifPresent(sessions::end));
    }

    private Reply signOutEverywhere(Exchange exchange) {
        User user = exchange.cookie(AccessGate.COOKIE)
                .flatMap(gate::signedIn)
                .orElseThrow(
                        () -> new HttpProblem(401, "nobody is signed in", null, "sign in, then sign out everywhere"));
        return leaving(exchange, () -> sessions.endAll(user.name(), user.name()));
    }

    /** The browser forgets its session whether or not it could be written down that it ended. */
    private Reply leaving(Exchange exchange, Runnable end) {
        Optional<URI> goOn = exchange.cookie(AccessGate.COOKIE).flatMap(elsewhere::address);
        Reply reply;
        try {
            end.run();
            reply = goOn.map(url -> Json.reply(new Elsewhere(url.toString())))
                    .orElseGet(() -> new Reply(204, "", Map.of(), out -> {}));
        } catch (EventsNotStoredException e) {
            LOG.warn("that somebody signed out could not be written down: {}", e.getMessage());
            reply = Problems.reply(new HttpProblem(
                    503,
                    "you are signed out, but that could not be stored: " + e.getMessage(),
                    null,
                    "a copy of the session would count again after a restart of the server: free space on the disk, then"
                            + " sign in and out everywhere"));
        }
        return reply.withHeader("Set-Cookie", AccessGate.COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    }

    /** By an administrator, of somebody whose device or cookie is in the wrong hands. */
    private Reply endOf(Exchange exchange) {
        String user = Json.required(Json.body(exchange), "user");
        String by = exchange.kept(User.class).map(User::name).orElse("somebody local");
        sessions.endAll(user, by);
        LOG.info("all sessions of {} were ended by {}", user, by);
        return Json.reply(new SignedOut(user));
    }
}
