package dev.nightjar.alerting.connection;

import dev.nightjar.alerting.routing.ProxySettings;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.definition.proxy.ProxyEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the proxy of a request. */
final class Proxies extends ProxySelector {
    private static final int PLAIN_PORT = 80;
    private static final int ENCRYPTED_PORT = 443;

    private final ProxyAccess access;

    private Proxies(ProxyAccess access) {
        this.access = access;
    }

    /** @param environment the process's variables */
    static Proxies of(ProxySettings settings, Map<String, String> environment) {
        if (settings.fromEnvironment()) {
            ProxyEnvironment said = ProxyEnvironment.of(environment);
            return new Proxies(
                    new ProxyAccess(uri(said.http()), uri(said.https()), ProxyAccess.names(said.without()), true));
        }
        Optional<URI> proxy = uri(settings.url());
        List<String> exempt = ProxyAccess.names(settings.exempt());
        return new Proxies(new ProxyAccess(proxy, proxy, exempt, !exempt.isEmpty()));
    }

    private static Optional<URI> uri(String text) {
        return Optional.of(text).filter(written -> !written.isEmpty()).map(URI::create);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(address(uri).map(Proxies::proxy).orElse(Proxy.NO_PROXY));
    }

    /** Whether there is a proxy on the way to {@code uri}. */
    boolean leadTo(URI uri) {
        return address(uri).isPresent();
    }

    /** What the proxy on the way to {@code uri} is shown; empty where its address names no user, and without a proxy. */
    Optional<String> authorization(URI uri) {
        return address(uri).flatMap(ProxyAccess::authorization);
    }

    private Optional<URI> address(URI uri) {
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? ENCRYPTED_PORT : PLAIN_PORT;
        return access.of(encrypted, withoutBrackets(uri.getHost()), port);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Proxy proxy(URI address) {
        int port = address.getPort() < 0 ? PLAIN_PORT : address.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the request fails with it
    }
}
