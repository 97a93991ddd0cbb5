package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.web.access.User;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One sign-in from its beginning to its end: the authorization code flow of OpenID Connect with PKCE. What lies between is kept
 * by the browser. Blocks. Thread-safe.
 */
final class SignIn implements AutoCloseable {
    /** So long somebody may take at the issuer. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Where the browser goes now, and what it keeps meanwhile. */
    record Begun(URI at, Attempt attempt) {}

    /** What the browser brought back. */
    record Brought(String state, String code, String issuer, String error, String errorText) {}

    /** Somebody who may come in. */
    record Entered(User user, String next, String idToken) {}

    private final OidcSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final IssuerHttp http;
    private final Issuer issuer;
    private final IdTokens tokens;
    private final Entrance entrance;

    SignIn(OidcSettings settings, AccountBook accounts, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.http = new IssuerHttp(settings.connection());
        this.issuer = new Issuer(settings, http, clock);
        this.tokens = new IdTokens(settings, issuer, clock);
        this.entrance = new Entrance(settings, accounts, clock);
    }

    Issuer issuer() {
        return issuer;
    }

    Begun begin(String next) throws SignInException {
        IssuerDocument document = issuer.document();
        Attempt attempt = Attempt.begin(OwnPath.of(next), clock.instant().plus(PATIENCE), random);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", settings.redirect().toString());
        query.put("scope", String.join(" ", settings.scopes()));
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return new Begun(with(document.authorization(), query), attempt);
    }

    private static URI with(URI endpoint, Map<String, String> query) {
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + IssuerHttp.encoded(query));
    }

    /**
     * Ends what was begun.
     *
     * @param attempt what the browser kept, found by the state that it brought
     */
    Entered finish(Attempt attempt, Brought brought, String from) throws SignInException {
        if (clock.instant().isAfter(attempt.until())) {
            throw SignInException.browser(
                    "this sign-in was begun more than " + PATIENCE.toMinutes() + " minutes ago", "begin anew");
        }
        if (!attempt.state().equals(brought.state())) {
            throw SignInException.browser("this answer belongs to another sign-in", "begin anew");
        }
        IssuerDocument document = issuer.document();
        checkSender(document, brought.issuer());
        if (!brought.error().isEmpty()) {
            throw declined(brought);
        }
        if (brought.code().isEmpty()) {
            throw SignInException.browser("the issuer's answer has no code", "begin anew");
        }
        JsonNode answer = redeemed(document, brought.code(), attempt.verifier());
        String idToken = answer.path("id_token").asText("");
        String accessToken = answer.path("access_token").asText("");
        if (idToken.isEmpty()) {
            throw SignInException.issuer(
                    "the issuer gives no ID token",
                    document.token().toString(),
                    "see that signIn.oidc.scopes has openid, and the client may ask for it");
        }
        JsonNode claims = completed(document, tokens.believed(idToken, attempt.nonce(), accessToken), accessToken);
        return new Entered(entrance.user(claims, from), attempt.next(), idToken);
    }

    /** Whoever mixes issuers up is found out by RFC 9207. */
    private void checkSender(IssuerDocument document, String sender) throws SignInException {
        boolean missing = sender.isEmpty() && document.namesItself();
        if (missing || (!sender.isEmpty() && !sender.equals(settings.issuer()))) {
            throw SignInException.browser(
                    missing
                            ? "this answer does not say which issuer it is from (iss)"
                            : "this answer is from another issuer: " + IssuerHttp.shown(sender),
                    "begin anew");
        }
    }

    private SignInException declined(Brought brought) {
        String said =
                IssuerHttp.shown(brought.error() + (brought.errorText().isEmpty() ? "" : ": " + brought.errorText()));
        return switch (brought.error()) {
            case "access_denied" ->
                SignInException.browser(
                        settings.name() + " did not let you in (" + said + ")",
                        "sign in as somebody who may use this client, or ask whoever runs " + settings.name());
            default ->
                SignInException.issuer(
                        settings.name() + " answers " + said,
                        null,
                        "begin anew; if it stays so, see the client's settings there: its scopes, and the redirect address "
                                + settings.redirect());
        };
    }

    private JsonNode redeemed(IssuerDocument document, String code, String verifier) throws SignInException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.redirect().toString());
        form.put("code_verifier", verifier);
        Map<String, String> headers = new LinkedHashMap<>();
        String secret = secret();
        switch (document.proof()) {
            case BASIC ->
                headers.put(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((IssuerHttp.encoded(settings.clientId())
                                                        + ":"
                                                        + IssuerHttp.encoded(secret))
                                                .getBytes(StandardCharsets.UTF_8)));
            case POST -> {
                form.put("client_id", settings.clientId());
                form.put("client_secret", secret);
            }
            case NONE -> form.put("client_id", settings.clientId());
        }
        IssuerHttp.Answer answer = http.post(document.token(), headers, form);
        if (answer.status() == 200) {
            return answer.body();
        }
        String error = answer.body().path("error").asText("");
        String text = answer.body().path("error_description").asText("");
        throw SignInException.issuer(
                "the issuer does not redeem the code: "
                        + IssuerHttp.shown(answer.status()
                                + (error.isEmpty() ? "" : " " + error)
                                + (text.isEmpty() ? "" : ": " + text)),
                document.token().toString(),
                switch (error) {
                    case "invalid_client", "unauthorized_client" ->
                        "see signIn.oidc.clientId and clientSecret, and that the client is of the right kind there";
                    case "invalid_grant" -> "a code is good once and for a short time: begin anew";
                    default -> "begin anew; if it stays so, see the issuer's log";
                });
    }

    private String secret() throws SignInException {
        try {
            return settings.secret().read();
        } catch (UncheckedIOException e) {
            throw SignInException.issuer(
                    "the client's secret cannot be read",
                    "signIn.oidc.clientSecretFile",
                    "see that the file is there, and may be read by who runs the server");
        }
    }

    /** The claims, with what the ID token leaves out asked for, where the issuer has a place for that. */
    private JsonNode completed(IssuerDocument document, JsonNode claims, String accessToken) throws SignInException {
        boolean whole = Stream.concat(
                        Stream.of(settings.user(), settings.roles().claim()), settings.required().keySet().stream())
                .allMatch(name -> Claims.find(claims, name).isPresent());
        if (whole || document.userInfo().isEmpty() || accessToken.isEmpty()) {
            return claims;
        }
        URI address = document.userInfo().get();
        IssuerHttp.Answer answer = http.get(address, Map.of("Authorization", "Bearer " + accessToken));
        if (answer.status() != 200) {
            throw SignInException.issuer(
                    "the issuer does not say more of the account: " + answer.status(),
                    address.toString(),
                    "put " + settings.user() + " and " + settings.roles().claim()
                            + " into the ID token, or see the issuer's log");
        }
        if (!answer.body().path("sub").asText("").equals(claims.path("sub").asText())) {
            throw SignInException.issuer(
                    "the issuer speaks of another account (sub) than its ID token", address.toString(), "begin anew");
        }
        // what was signed counts where both have it
        ObjectNode all = ((ObjectNode) answer.body()).deepCopy();
        all.setAll((ObjectNode) claims);
        return all;
    }

    /** Where somebody signs out at the issuer, too; empty where it has no such place, or cannot be asked. */
    Optional<URI> signOut(Optional<String> idToken) {
        try {
            return issuer.document().endSession().map(address -> {
                Map<String, String> query = new LinkedHashMap<>();
                idToken.ifPresent(token -> query.put("id_token_hint", token));
                query.put("client_id", settings.clientId());
                query.put("post_logout_redirect_uri", settings.afterSignOut().toString());
                return with(address, query);
            });
        } catch (SignInException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
