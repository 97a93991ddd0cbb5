package dev.nightjar.ingest.fetch;

import dev.nightjar.definition.Authority;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends requests through the proxies that are meant for them. */
final class ProxyChoice implements AutoCloseable {
    private static final int HTTP_PORT = 80;
    private static final int SOCKS_PORT = 1080;

    private final Vertx vertx;
    private final HttpAccess access;
    private final InstantSource clock;
    private final Map<URI, ProxyRelay> relays = new HashMap<>();

    ProxyChoice(Vertx vertx, HttpAccess access, InstantSource clock) {
        this.vertx = vertx;
        this.access = access;
        this.clock = clock;
    }

    /** @param options of a request, with host, port and the time to connect in */
    void apply(RequestOptions options) throws FetchException {
        boolean encrypted = Boolean.TRUE.equals(options.isSsl());
        Optional<URI> proxy = access.proxies().of(encrypted, options.getHost(), options.getPort());
        if (proxy.isPresent()) {
            options.setProxyOptions(
                    through(proxy.get()).setConnectTimeout(Duration.ofMillis(options.getConnectTimeout())));
        }
    }

    private ProxyOptions through(URI proxy) throws FetchException {
        return switch (proxy.getScheme()) {
            case "socks5", "socks5h" -> direct(proxy, ProxyType.SOCKS5, SOCKS_PORT);
            case "http" ->
                access.connectHeaders().isEmpty()
                        ? direct(proxy, ProxyType.HTTP, HTTP_PORT)
                        : relay(proxy).options();
            default -> relay(proxy).options();
        };
    }

    private static ProxyOptions direct(URI proxy, ProxyType type, int usualPort) {
        Authority to = Authority.of(proxy).orElseThrow(() -> new IllegalArgumentException(proxy + " names no host"));
        ProxyOptions options =
                new ProxyOptions().setType(type).setHost(to.host()).setPort(to.portOr(usualPort));
        if (proxy.getUserInfo() != null) {
            String[] parts = proxy.getUserInfo().split(":", 2);
            options.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
        }
        return options;
    }

    private synchronized ProxyRelay relay(URI proxy) throws FetchException {
        ProxyRelay running = relays.get(proxy);
        if (running == null) {
            running = ProxyRelay.start(vertx, proxy, access, clock);
            relays.put(proxy, running);
        }
        return running;
    }

    @Override
    public synchronized void close() {
        relays.values().forEach(ProxyRelay::close);
        relays.clear();
    }
}
