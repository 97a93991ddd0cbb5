package dev.nightjar.alerting.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One server on the way of a request that is redirected.
 *
 * @param isTrusted whether it is the one that the receiver names, or the same by TLS: others are shown no credentials
 */
record Hop(URI uri, String method, String body, boolean isTrusted) {
    /** Of which the body is asked for elsewhere, by GET; browsers made it so. */
    private static final Set<Integer> SEE = Set.of(301, 302, 303);

    private static final Set<Integer> SAME = Set.of(307, 308);

    /** Where the answer leads; empty where it is one. Never from TLS to what is none. */
    Optional<Hop> next(HttpResponse<?> response, URI first) {
        boolean sees = SEE.contains(response.statusCode());
        if (!sees && !SAME.contains(response.statusCode())) {
            return Optional.empty();
        }
        return response.headers()
                .firstValue("Location")
                .flatMap(this::led)
                .map(to -> new Hop(to, sees ? "GET" : method, sees ? "" : body, isSameServer(first, to)));
    }

    private Optional<URI> led(String location) {
        try {
            URI to = uri.resolve(new URI(location));
            boolean possible = to.getHost() != null
                    && ("https".equalsIgnoreCase(to.getScheme())
                            || ("http".equalsIgnoreCase(to.getScheme()) && "http".equalsIgnoreCase(uri.getScheme())));
            return possible ? Optional.of(to) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSameServer(URI first, URI to) {
        boolean encrypts = "http".equalsIgnoreCase(first.getScheme()) && "https".equalsIgnoreCase(to.getScheme());
        return first.getHost().equalsIgnoreCase(to.getHost())
                && (encrypts || (Objects.equals(first.getScheme(), to.getScheme()) && first.getPort() == to.getPort()));
    }
}
