package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import dev.nightjar.model.event.SignInEvent.SignInRefused;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.SignOutElsewhere;
import dev.nightjar.web.access.User;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code /nightjar/v1/sign-in/oidc}: sends browsers to the issuer and takes them back; {@code /nightjar/v1/accounts}: who came
 * in, and who did not.
 */
public final class SignInRoutes implements SignOutElsewhere, AutoCloseable {
    static final String BEGIN = "/nightjar/v1/sign-in/oidc";
    static final String CALLBACK = BEGIN + "/callback";

    private static final String REFUSED = BEGIN + "/refused";
    private static final String ACCOUNTS = "/nightjar/v1/accounts";
    private static final String REFUSAL_COOKIE = "nightjar_refused";
    private static final int MAX_BODY_BYTES = 4096;

    private record Refusal(
            String error, @Nullable String where, @Nullable String hint) {}

    private record Next(String url) {}

    private record Account(String user, String role, String subject, String issuer, String signedInAt) {}

    private record Refused(String at, @Nullable String subject, String why, String from) {}

    private record People(List<Account> accounts, List<Refused> refused) {}

    private final OidcSettings settings;
    private final SignIn signIn;
    private final AccountBook accounts;
    private final Sessions sessions;
    private final IdTokenStore idTokens;
    private final Sealed attempts;
    private final Sealed refusals;
    private final InstantSource clock;

    /**
     * @param secret of which keys for what browsers keep are made
     * @param random must be cryptographically strong
     */
    public SignInRoutes(
            OidcSettings settings,
            AccountBook accounts,
            Sessions sessions,
            byte[] secret,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIn = new SignIn(settings, accounts, clock, random);
        this.idTokens = new IdTokenStore(clock);
        this.attempts = new Sealed(secret, "nightjar sign-in attempt", random);
        this.refusals = new Sealed(secret, "nightjar sign-in refusal", random);
        this.clock = clock;
    }

    /** On the button. */
    public String name() {
        return settings.name();
    }

    /** Asks the issuer what it is, before anybody waits for it. Blocks. */
    public void ask() throws SignInException {
        signIn.issuer().document();
        List<JWK> _ = signIn.issuer().keys();
    }

    /** Why the issuer could not be asked the last time. */
    public Optional<String> trouble() {
        return signIn.issuer().trouble().map(SignInException::error);
    }

    public void mount(Router router, AccessGate gate, Dispatcher dispatcher) {
        router.post(BEGIN).handler(gate.sameSite());
        router.post(BEGIN)
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(this::begin, Problems::reply));
        router.get(CALLBACK).handler(dispatcher.handler(this::callback, Problems::reply));
        router.get(REFUSED).handler(dispatcher.handler(this::refused, Problems::reply));
        router.get(ACCOUNTS).handler(gate.require(Need.GRANT));
        router.get(ACCOUNTS).handler(dispatcher.handler(exchange -> people(), Problems::reply));
        router.post(ACCOUNTS + "/free").handler(gate.require(Need.GRANT));
        router.post(ACCOUNTS + "/free")
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(this::free, Problems::reply));
    }

    /** A page of ours asks, so that no other site fills browsers with attempts. */
    private Reply begin(Exchange exchange) {
        String next = Json.optional(Json.body(exchange), "next");
        try {
            SignIn.Begun begun = signIn.begin(next);
            return Json.reply(new Next(begun.at().toString()))
                    .withHeader(
                            "Set-Cookie",
                            cookie(
                                    attemptCookie(begun.attempt().state()),
                                    attempts.seal(begun.attempt().text()),
                                    "Lax",
                                    SignIn.PATIENCE.toSeconds()));
        } catch (SignInException e) {
            throw new HttpProblem(503, e.error(), e.where(), e.hint());
        }
    }

    /** A browser comes back: it goes on to where it wanted to go, or to the page that says why not. */
    private Reply callback(Exchange exchange) {
        SignIn.Brought brought;
        Optional<String> spent = Optional.empty();
        try {
            brought = brought(exchange);
            String kept = attemptCookie(brought.state());
            Attempt attempt = exchange.cookie(kept)
                    .flatMap(attempts::open)
                    .flatMap(Attempt::of)
                    .orElseThrow(() -> SignInException.browser(
                            "this browser has begun no sign-in that this answers, or it took too long",
                            "begin anew, in this browser, at " + settings.external()));
            spent = Optional.of(kept);
            return entered(signIn.finish(attempt, brought, exchange.asker()), kept);
        } catch (SignInException e) {
            accounts.refuse(
                    new SignInRefused(clock.instant(), settings.issuer(), e.subject(), e.error(), exchange.asker()));
            Reply refused = gone("/sign-in?refused=yes")
                    .withCookie(cookie(
                            REFUSAL_COOKIE,
                            refusals.seal(Json.text(new Refusal(e.error(), e.where(), e.hint()))),
                            "Strict",
                            300));
            return spent.map(name -> refused.withCookie(cookie(name, "", "Lax", 0)))
                    .orElse(refused);
        }
    }

    private static SignIn.Brought brought(Exchange exchange) throws SignInException {
        for (String name : List.of("state", "code", "iss", "error")) {
            if (exchange.parameters(name).size() > 1) {
                throw SignInException.browser("the issuer's answer has " + name + " twice", "begin anew");
            }
        }
        return new SignIn.Brought(
                exchange.parameter("state").orElse(""),
                exchange.parameter("code").orElse(""),
                exchange.parameter("iss").orElse(""),
                exchange.parameter("error").orElse(""),
                exchange.parameter("error_description").orElse(""));
    }

    private Reply entered(SignIn.Entered entered, String spent) {
        Sessions.Issued session = sessions.issued(entered.user(), settings.issuer(), settings.session());
        idTokens.keep(session.id(), entered.idToken(), settings.session());
        return gone(entered.next())
                .withCookie(cookie(
                        AccessGate.COOKIE,
                        session.cookie(),
                        "Strict",
                        settings.session().toSeconds()))
                .withCookie(cookie(spent, "", "Lax", 0));
    }

    private static Reply gone(String to) {
        return new Reply(302, Reply.TEXT, Map.of("Location", to, "Cache-Control", "no-store"), out -> {});
    }

    /** Why this browser was turned away just now, said once. */
    private Reply refused(Exchange exchange) {
        Optional<String> said = exchange.cookie(REFUSAL_COOKIE).flatMap(refusals::open);
        return new Reply(
                        200,
                        Reply.JSON,
                        Map.of("Cache-Control", "no-store"),
                        out -> out.write(said.orElse("null").getBytes(StandardCharsets.UTF_8)))
                .withCookie(cookie(REFUSAL_COOKIE, "", "Strict", 0));
    }

    private Reply people() {
        return Json.reply(new People(
                accounts.accounts().stream()
                        .map(each -> new Account(
                                each.user(),
                                each.role(),
                                each.subject(),
                                each.issuer(),
                                each.signedInAt().toString()))
                        .toList(),
                accounts.refusals().stream()
                        .map(each -> new Refused(each.at().toString(), each.subject(), each.why(), each.from()))
                        .toList()));
    }

    private Reply free(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String user = Json.required(body, "user");
        String by = exchange.kept(User.class).map(User::name).orElse("somebody local");
        AccountBook.Account freed = accounts.free(settings.issuer(), user, by)
                .orElseThrow(() -> HttpProblem.notFound(
                        "no account has the name \"" + user + "\"", "GET " + ACCOUNTS + " says which there are"));
        return Json.reply(new Account(
                freed.user(),
                freed.role(),
                freed.subject(),
                freed.issuer(),
                freed.signedInAt().toString()));
    }

    @Override
    public Optional<URI> address(String sessionCookie) {
        return sessions.issuedId(sessionCookie).flatMap(id -> signIn.signOut(idTokens.take(id)));
    }

    private String attemptCookie(String state) {
        // bound to this very host, which cookies of a neighbouring one could be mistaken for
        return (settings.isEncrypted() ? "__Host-" : "") + "nightjar_attempt_" + Attempt.mark(state);
    }

    private String cookie(String name, String value, String sameSite, long seconds) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=" + sameSite + "; Max-Age=" + seconds
                + (settings.isEncrypted() ? "; Secure" : "");
    }

    @Override
    public void close() {
        signIn.close();
    }
}
