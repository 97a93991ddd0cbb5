package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.proxy.ProxyAccess;
import java.util.List;
import java.util.Map;

/**
 * How requests of one job, or of one discovery, are sent.
 *
 * @param proxies to send them through
 * @param connectHeaders for proxies alone, where they are asked for a tunnel
 * @param headers to add
 */
public record HttpAccess(
        Authorization authorization,
        TlsAccess tls,
        ProxyAccess proxies,
        Map<String, List<SecretText>> connectHeaders,
        boolean followsRedirects,
        Map<String, List<SecretText>> headers) {
    public static final HttpAccess DEFAULTS =
            new HttpAccess(new Authorization.None(), TlsAccess.DEFAULTS, ProxyAccess.NONE, Map.of(), true, Map.of());

    public HttpAccess {
        connectHeaders = Map.copyOf(connectHeaders);
        headers = Map.copyOf(headers);
    }
}
