package dev.nightjar.alerting.connection;

import dev.nightjar.alerting.routing.ProxySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chooses the proxy of a request, as Go's programs do: {@code no_proxy} lists what is reached directly. */
final class Proxies extends ProxySelector {
    private static final int USUAL_PORT = 80;

    private final String encrypted;
    private final String plain;
    private final List<String> exempt;
    private final boolean sparesThisMachine;

    private Proxies(String encrypted, String plain, String exempt, boolean sparesThisMachine) {
        this.encrypted = encrypted;
        this.plain = plain;
        this.exempt = List.of(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
        this.sparesThisMachine = sparesThisMachine;
    }

    /** @param environment the process's variables, of which three matter, in capitals or not */
    static Proxies of(ProxySettings settings, Map<String, String> environment) {
        return settings.fromEnvironment()
                ? new Proxies(
                        variable(environment, "HTTPS_PROXY"),
                        variable(environment, "HTTP_PROXY"),
                        variable(environment, "NO_PROXY"),
                        true)
                : new Proxies(
                        settings.url(),
                        settings.url(),
                        settings.exempt(),
                        !settings.exempt().isEmpty());
    }

    private static String variable(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
    }

    @Override
    public List<Proxy> select(URI uri) {
        String proxy = "https".equalsIgnoreCase(uri.getScheme()) ? encrypted : plain;
        if (proxy.isEmpty() || isExempt(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port)));
    }

    private boolean isExempt(URI uri) {
        String host = Networks.withoutBrackets(uri.getHost().toLowerCase(Locale.ROOT));
        if (sparesThisMachine && (host.equals("localhost") || Networks.isLoopback(host))) {
            return true;
        }
        return exempt.stream().anyMatch(entry -> matches(entry, host, uri.getPort()));
    }

    /** {@code *}, an address or network, {@code example.org} with what is below it, or {@code .example.org} without itself. */
    private static boolean matches(String entry, String host, int port) {
        if (entry.isEmpty()) {
            return false;
        }
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return Networks.contains(entry, host);
        }
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon > 0 && entry.indexOf(':') == colon;
        if (withPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        String name = withPort ? entry.substring(0, colon) : entry;
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain) || host.endsWith("." + domain);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the request fails with it
    }
}
