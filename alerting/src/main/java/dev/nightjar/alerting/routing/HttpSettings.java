package dev.nightjar.alerting.routing;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver's server is spoken to: Alertmanager's {@code http_config}.
 *
 * @param authorization scheme, such as {@code Bearer}; empty: none
 * @param credentials what follows the scheme
 * @param user of basic authentication; empty: none
 * @param proxy URL; empty: none
 * @param trusted PEM file of certificates that are trusted beside the system's; null: none
 * @param trustsAll whether certificates are not looked at
 */
public record HttpSettings(
        String authorization,
        Secret credentials,
        String user,
        Secret password,
        String proxy,
        boolean followsRedirects,
        @Nullable Path trusted,
        boolean trustsAll,
        Map<String, String> headers) {
    /** Without credentials, trusting whom the JDK trusts. */
    public static final HttpSettings PLAIN =
            new HttpSettings("", Secret.NONE, "", Secret.NONE, "", true, null, false, Map.of());

    public HttpSettings {
        headers = Map.copyOf(headers);
    }
}
