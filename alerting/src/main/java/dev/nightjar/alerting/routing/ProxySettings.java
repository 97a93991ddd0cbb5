package dev.nightjar.alerting.routing;

/**
 * Through what servers are reached.
 *
 * @param url of the proxy, with a user and a password for it where it wants them; empty: none
 * @param exempt hosts, domains, addresses and networks that are reached directly, separated by commas
 * @param fromEnvironment whether {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} say it
 */
public record ProxySettings(String url, String exempt, boolean fromEnvironment) {
    /** Directly. */
    public static final ProxySettings NONE = new ProxySettings("", "", false);
}
