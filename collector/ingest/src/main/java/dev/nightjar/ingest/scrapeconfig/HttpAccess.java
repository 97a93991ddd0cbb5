package dev.nightjar.ingest.scrapeconfig;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How requests of one job, or of one discovery, are sent.
 *
 * @param proxy to send them through
 * @param withoutProxy hosts that are asked directly
 * @param headers to add
 */
public record HttpAccess(
        Authorization authorization,
        TlsAccess tls,
        Optional<URI> proxy,
        List<String> withoutProxy,
        boolean followsRedirects,
        Map<String, List<SecretText>> headers) {
    public static final HttpAccess DEFAULTS =
            new HttpAccess(new Authorization.None(), TlsAccess.DEFAULTS, Optional.empty(), List.of(), true, Map.of());

    public HttpAccess {
        withoutProxy = List.copyOf(withoutProxy);
        headers = Map.copyOf(headers);
    }
}
