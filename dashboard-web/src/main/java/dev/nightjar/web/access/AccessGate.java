package dev.nightjar.web.access;

import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.http.Exchange;
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
        /** What programs do: report a change, flush. */
        OPERATE,
        /** What people do: acknowledge, note, resolve, declare. */
        RESPOND
    }

    /** Who may ask and operate without signing in. */
    public enum Trust {
        NOBODY,
        /** Programs of this machine: the listener is on loopback. */
        THIS_MACHINE,
        /** Everybody who reaches the listener: the operator said that the network is trusted. */
        NETWORK
    }

    static final String COOKIE = "nightjar_session";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Trust trust;

    /** {@code trust}: whether whoever reaches the listener may ask and operate without signing in. */
    public AccessGate(Sessions sessions, ApiTokens tokens, Trust trust) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.trust = trust;
    }

    /** Passes requests that fulfil {@code need}; the user is then {@code kept} on the exchange. */
    public Handler<RoutingContext> require(Need need) {
        return context -> {
            if (comesFromHere(context)) {
                check(context, need);
            }
        };
    }

    /** Passes requests of anybody, except those another site made a browser send. */
    Handler<RoutingContext> sameSite() {
        return context -> {
            if (comesFromHere(context)) {
                context.next();
            }
        };
    }

    private boolean comesFromHere(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.authority() == null ? "" : request.authority().host();
        if (trust == Trust.THIS_MACHINE && !namesThisHost(host)) {
            refuse(
                    context,
                    421,
                    "this listener answers to localhost and IP addresses only, not to " + host,
                    "another site's name may have been pointed here; use 127.0.0.1");
            return false;
        }
        if (!READING.contains(request.method()) && crossSite(request)) {
            refuse(context, 403, "a change asked for by another site", null);
            return false;
        }
        return true;
    }

    private void check(RoutingContext context, Need need) {
        Optional<User> user = user(context.request());
        User.Role least = need == Need.QUERY ? User.Role.VIEWER : User.Role.RESPONDER;
        if (user.isPresent() && user.get().mayActAs(least)) {
            Exchange.keep(context, User.class, user.get());
            context.next();
        } else if (user.isPresent()) {
            refuse(
                    context,
                    403,
                    user.get().name() + " is a " + user.get().role().text(),
                    "it takes the role " + least.text());
        } else if (trust != Trust.NOBODY && need != Need.RESPOND) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, 401, "nobody is signed in", "sign in, or send a token: Authorization: Bearer …");
        }
    }

    private Optional<User> user(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return tokens.find(authorization.substring(7).strip()).map(AccessGate::asUser);
        }
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? Optional.empty() : sessions.user(cookie.getValue());
    }

    private static User asUser(Grant grant) {
        return new User(grant.name(), grant.scopes().contains(Scope.RESPOND) ? User.Role.RESPONDER : User.Role.VIEWER);
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

    private static void refuse(RoutingContext context, int status, String error, @Nullable String hint) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Problems.json(error, null, hint));
    }
}
