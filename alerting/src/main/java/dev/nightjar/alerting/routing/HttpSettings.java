package dev.nightjar.alerting.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver's server is spoken to: Alertmanager's {@code http_config}.
 *
 * @param authorization scheme, such as {@code Bearer}; empty: none
 * @param credentials what follows the scheme
 * @param user of basic authentication; empty: none
 * @param tokens where bearer tokens come from; null: from nowhere
 * @param newest whether HTTP/2 may be spoken
 * @param headers values by name, each sent as a header of its own
 */
public record HttpSettings(
        String authorization,
        Secret credentials,
        Secret user,
        Secret password,
        @Nullable TokenSettings tokens,
        ProxySettings proxy,
        boolean followsRedirects,
        boolean newest,
        TlsSettings tls,
        Map<String, List<Secret>> headers) {
    /** Without credentials, trusting whom the JDK trusts. */
    public static final HttpSettings PLAIN = new HttpSettings(
            "",
            Secret.NONE,
            Secret.NONE,
            Secret.NONE,
            null,
            ProxySettings.NONE,
            true,
            true,
            TlsSettings.USUAL,
            Map.of());

    public HttpSettings {
        headers = Map.copyOf(headers);
    }

    /** The same with a token to show. */
    HttpSettings bearing(Secret token) {
        return new HttpSettings("Bearer", token, user, password, null, proxy, followsRedirects, newest, tls, headers);
    }
}
