package dev.nightjar.definition;

import java.util.Locale;
import java.util.Set;

/** Headers that every request sets itself, or that have fields of their own: no {@code http_headers} may name them. */
public final class RequestHeaders {
    private static final Set<String> OWN = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding");

    private RequestHeaders() {}

    /** @param more of one kind of request, in lower case */
    public static boolean areOwn(String name, Set<String> more) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OWN.contains(lower) || more.contains(lower);
    }
}
