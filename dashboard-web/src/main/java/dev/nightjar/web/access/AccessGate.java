package dev.nightjar.web.access;

import dev.nightjar.model.access.ShownToken;
import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Pass;
import dev.nightjar.web.http.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests pass that may, before their bodies are read. On a loopback listener without tokens, local programs
 * may ask, report changes and flush; acting on pages and incidents always takes somebody who signed in.
 */
public final class AccessGate {
    /** What a route asks for. */
    public enum Need {
        /** Reading. */
        QUERY,
        /** Asking the deploy gate. */
        GATE,
        /** Letting a change through that the deploy gate denies: people do, and pipelines that were given the right. */
        OVERRIDE,
        /** What services and their monitors say of themselves: a change, an alert. */
        REPORT,
        /** What programs do: silence, flush. */
        OPERATE,
        /** What people do: acknowledge, note, resolve, declare. */
        RESPOND,
        /** What cannot be undone, such as deleting series, and what stops others' work. */
        ADMINISTER,
        /** Giving others rights. */
        GRANT
    }

    /** Who may ask and operate without signing in. */
    public enum Trust {
        NOBODY,
        /** Programs of this machine: the listener is on loopback. */
        THIS_MACHINE,
        /** Everybody who reaches the listener: the operator said that the network is trusted. */
        NETWORK
    }

    public static final String COOKIE = "nightjar_session";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Trust trust;
    private final Origins origins;
    private final boolean personalTokens;

    /** Pages of no other site may read. */
    public AccessGate(Sessions sessions, ApiTokens tokens, Trust trust) {
        this(sessions, tokens, trust, Origins.NONE);
    }

    /**
     * @param trust whether whoever reaches the listener may ask and operate without signing in
     * @param origins other sites whose pages may read
     */
    public AccessGate(Sessions sessions, ApiTokens tokens, Trust trust, Origins origins) {
        this(sessions, tokens, trust, origins, true);
    }

    /** @param personalTokens whether people may sign in by tokens that were made for them */
    public AccessGate(Sessions sessions, ApiTokens tokens, Trust trust, Origins origins, boolean personalTokens) {
        this.personalTokens = personalTokens;
        this.sessions = sessions;
        this.tokens = tokens;
        this.trust = trust;
        this.origins = origins;
    }

    /** Passes requests that fulfil {@code need}; the user is then {@code kept} on the exchange, and the {@link Pass}. */
    public Handler<RoutingContext> require(Need need) {
        return context -> {
            if (comesFromHere(context.request(), need)) {
                check(context, need);
            }
        };
    }

    /**
     * The same for a connection that stays open both ways: browsers let pages of any site open and read one, so that only
     * those of this site and of sites that may read pass.
     */
    public Handler<RoutingContext> requireFromHere(Need need) {
        return context -> {
            HttpServerRequest request = context.request();
            if (crossSite(request) && !origins.allow(request)) {
                refuse(request, 403, "a connection opened by another site", null);
            } else if (comesFromHere(request, need)) {
                check(context, need);
            }
        };
    }

    /**
     * For every request, whoever answers it, before anything is read of it: a foreign name that was pointed at this
     * machine reaches nothing, and no other site makes a browser send something here, be it telemetry. False, with the
     * refusal sent, where it is one of these.
     */
    public boolean admits(HttpServerRequest request) {
        if (request.headers().getAll("Host").size() > 1) {
            refuse(request, 400, "a request names one host", "send the header Host once");
            return false;
        }
        return comesFromHere(request, Need.QUERY);
    }

    /** Passes requests of anybody, except those another site made a browser send. */
    public Handler<RoutingContext> sameSite() {
        return context -> {
            if (comesFromHere(context.request(), Need.OPERATE)) {
                context.next();
            }
        };
    }

    /** Answers browsers that ask whether a page of another site may send its request. */
    public Handler<RoutingContext> preflight() {
        return context -> {
            origins.allow(context.request());
            context.response().setStatusCode(204).end();
        };
    }

    private boolean comesFromHere(HttpServerRequest request, Need need) {
        String host = request.authority() == null ? "" : request.authority().host();
        if (trust == Trust.THIS_MACHINE && !namesThisHost(host)) {
            refuse(
                    request,
                    421,
                    "this listener answers to localhost and IP addresses only, not to " + host,
                    "another site's name may have been pointed here; use 127.0.0.1");
            return false;
        }
        if ((need == Need.QUERY || need == Need.GATE) && origins.allow(request)) {
            return true;
        }
        if (!READING.contains(request.method()) && crossSite(request)) {
            refuse(request, 403, "a change asked for by another site", null);
            return false;
        }
        return true;
    }

    private void check(RoutingContext context, Need need) {
        HttpServerRequest request = context.request();
        Optional<String> token = ShownToken.in(request.getHeader("Authorization"));
        Optional<String> cookie = Optional.ofNullable(request.getCookie(COOKIE)).map(Cookie::getValue);
        switch (verdict(token, cookie, need)) {
            case Verdict.Admitted(Optional<User> who) -> {
                who.ifPresent(user -> Exchange.keep(context, User.class, user));
                Exchange.keep(context, Pass.class, () -> verdict(token, cookie, need) instanceof Verdict.Admitted);
                context.next();
            }
            case Verdict.TokenUnknown() -> {
                context.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                refuse(
                        request,
                        401,
                        "this token is not known: it was revoked, has expired, or is another server's",
                        "nightjar token list says which there are; nightjar token create makes one");
            }
            case Verdict.ScopeLacking(Grant grant) ->
                refuse(
                        request,
                        403,
                        "the token \"" + grant.name() + "\" is good for " + grant.text(),
                        "it takes one that is good for " + leastScope(need).text()
                                + ": nightjar token create --name NAME --scope "
                                + leastScope(need).text());
            case Verdict.RoleLacking(User user) ->
                refuse(
                        request,
                        403,
                        user.name() + " is a " + user.role().text(),
                        "it takes the role " + leastRole(need).text());
            case Verdict.Stranger() -> refuseStranger(context);
        }
    }

    /** As of now. What anybody may do here, a program may that says who it is, except what cannot be undone. */
    private Verdict verdict(Optional<String> token, Optional<String> cookie, Need need) {
        Optional<Grant> shown = token.flatMap(tokens::find);
        if (shown.isPresent()) {
            Grant grant = shown.get();
            return grant.fulfils(need) || (need != Need.ADMINISTER && trusted(need))
                    ? new Verdict.Admitted(Optional.of(new User(grant.name(), role(grant))))
                    : new Verdict.ScopeLacking(grant);
        }
        if (token.filter(text -> text.startsWith(ApiTokens.PREFIX)).isPresent()) {
            return new Verdict.TokenUnknown();
        }
        Optional<User> user = cookie.flatMap(this::signedIn);
        if (user.isPresent()) {
            return user.get().mayActAs(leastRole(need))
                    ? new Verdict.Admitted(user)
                    : new Verdict.RoleLacking(user.get());
        }
        return trusted(need) ? new Verdict.Admitted(Optional.empty()) : new Verdict.Stranger();
    }

    /**
     * Never "Basic", which programs may use all the same: a browser would ask people for a password. But for calendars: the
     * programs that subscribe to them show what they know only to who asks for it so.
     */
    private static void refuseStranger(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        if (context.normalizedPath().endsWith(".ics")) {
            context.response()
                    .headers()
                    .add("WWW-Authenticate", "Basic realm=\"Nightjar: any user, a token as the password\"");
        }
        String shown = context.request().getHeader("Authorization");
        if (shown == null || shown.isBlank()) {
            refuse(
                    context.request(),
                    401,
                    "nobody is signed in",
                    "sign in, or send a token: Authorization: Bearer …, or as the password of any user");
        } else if (ShownToken.in(shown).isEmpty()) {
            refuse(
                    context.request(),
                    401,
                    "the header Authorization shows nothing that can be read as a token",
                    "send a token as Authorization: Bearer …, or as the password of any user");
        } else {
            refuse(
                    context.request(),
                    401,
                    "what the header Authorization shows is no token of Nightjar's: those begin with "
                            + ApiTokens.PREFIX,
                    "nightjar token create makes one");
        }
    }

    private static User.Role role(Grant grant) {
        return grant.fulfils(Need.ADMINISTER)
                ? User.Role.ADMIN
                : grant.fulfils(Need.RESPOND) ? User.Role.RESPONDER : User.Role.VIEWER;
    }

    private static Scope leastScope(Need need) {
        return switch (need) {
            case QUERY -> Scope.QUERY;
            case GATE, OVERRIDE -> Scope.GATE;
            case REPORT -> Scope.INGEST;
            case OPERATE, RESPOND -> Scope.RESPOND;
            case ADMINISTER, GRANT -> Scope.ADMINISTER;
        };
    }

    private static User.Role leastRole(Need need) {
        return switch (need) {
            case QUERY, GATE -> User.Role.VIEWER;
            case REPORT, OPERATE, RESPOND, OVERRIDE -> User.Role.RESPONDER;
            case ADMINISTER, GRANT -> User.Role.ADMIN;
        };
    }

    /** Whether it takes nobody in particular. */
    private boolean trusted(Need need) {
        return switch (need) {
            case QUERY, GATE, REPORT, OPERATE -> trust != Trust.NOBODY;
            case RESPOND, OVERRIDE, GRANT -> false;
            case ADMINISTER -> trust == Trust.THIS_MACHINE;
        };
    }

    /** Whose session a cookie is; empty where it is none that counts. */
    Optional<User> signedIn(String cookie) {
        return sessions.session(cookie).flatMap(this::user);
    }

    private Optional<User> user(Session session) {
        return switch (session.voucher()) {
            case Voucher.Server _, Voucher.Issuer _ -> Optional.of(session.user());
            case Voucher.Token(String id) -> tokens.inForce(id).flatMap(this::person);
        };
    }

    /**
     * Who signs in by a token that was made for them, and stays signed in for as long as it is in force. Empty where it is
     * not known, does not let its holder read, or people sign in otherwise here.
     */
    Optional<User> person(String token) {
        return tokens.find(token).flatMap(this::person);
    }

    private Optional<User> person(Grant grant) {
        return personalTokens && grant.fulfils(Need.QUERY)
                ? Optional.of(new User(grant.name(), role(grant)))
                : Optional.empty();
    }

    boolean takesPersonalTokens() {
        return personalTokens;
    }

    /** Browsers say where a request comes from; programs say nothing. */
    private static boolean crossSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !sameAuthority(origin, request.authority());
    }

    private static boolean sameAuthority(String origin, @Nullable HostAndPort authority) {
        try {
            URI from = URI.create(origin);
            return authority != null
                    && authority.host().equalsIgnoreCase(from.getHost())
                    && authority.port() == from.getPort();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A page of another site that had its name pointed at 127.0.0.1 would still send that name. */
    private static boolean namesThisHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("[")
                || name.indexOf(':') >= 0
                || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static void refuse(HttpServerRequest request, int status, String error, @Nullable String hint) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Problems.json(error, null, hint));
    }
}
