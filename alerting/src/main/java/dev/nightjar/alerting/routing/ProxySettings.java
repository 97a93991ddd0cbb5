package dev.nightjar.alerting.routing;

import java.util.List;
import java.util.Map;

/**
 * Through what servers are reached.
 *
 * @param url of the proxy, with a user and a password for it where it wants them; empty: none
 * @param exempt hosts, domains, addresses and networks that are reached directly, separated by commas
 * @param fromEnvironment whether {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} say it
 * @param connectHeaders what a proxy is told beside the rest when it is asked for a tunnel; names begin with {@code Proxy-}
 */
public record ProxySettings(
        String url, String exempt, boolean fromEnvironment, Map<String, List<Secret>> connectHeaders) {
    /** Directly. */
    public static final ProxySettings NONE = new ProxySettings("", "", false);

    public ProxySettings {
        connectHeaders = Map.copyOf(connectHeaders);
    }

    public ProxySettings(String url, String exempt, boolean fromEnvironment) {
        this(url, exempt, fromEnvironment, Map.of());
    }
}
