package dev.nightjar.alerting.connection;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.ProxySettings;
import dev.nightjar.alerting.routing.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** One client for all servers that are reached alike; another once a certificate was renewed. Thread-safe. */
public final class HttpClients implements AutoCloseable {
    private static final String AUTHORIZATION = "Proxy-Authorization";

    private final Duration deadline;
    private final Map<Way, Known> clients = new HashMap<>();

    /** @param deadline of connecting */
    public HttpClients(Duration deadline) {
        this.deadline = deadline;
    }

    private record Way(TlsSettings tls, ProxySettings proxy, boolean newest) {}

    private record Known(TlsMaterial material, HttpClient client) {}

    /**
     * The client for {@code settings}, which follows no redirect: the JDK's would show another server what is in headers.
     * It is closed with this.
     *
     * @throws java.io.UncheckedIOException when a certificate or key cannot be read
     */
    public HttpClient client(HttpSettings settings) throws GeneralSecurityException, IOException {
        return client(new Way(settings.tls(), settings.proxy(), settings.newest()));
    }

    HttpClient client(TlsSettings tls, ProxySettings proxy) throws GeneralSecurityException, IOException {
        return client(new Way(tls, proxy, true));
    }

    private synchronized HttpClient client(Way way) throws GeneralSecurityException, IOException {
        TlsMaterial material = TlsMaterial.read(way.tls());
        Known known = clients.get(way);
        if (known != null && known.material().equals(material)) {
            return known.client();
        }
        HttpClient made = made(way, material);
        clients.put(way, new Known(material, made));
        if (known != null) {
            known.client().shutdown(); // what it is sending it may finish
        }
        return made;
    }

    private HttpClient made(Way way, TlsMaterial material) throws GeneralSecurityException, IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(deadline)
                .version(way.newest() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (!way.proxy().equals(ProxySettings.NONE)) {
            builder.proxy(Proxies.of(way.proxy(), System.getenv()));
        }
        TlsSettings tls = way.tls();
        if (!tls.equals(TlsSettings.USUAL)) {
            SSLContext context = material.context(tls);
            builder.sslContext(tls.serverName().isEmpty() ? context : NamedContext.of(context, tls.serverName()));
        }
        if (!tls.versions().isEmpty()) {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(tls.versions().toArray(String[]::new));
            builder.sslParameters(parameters);
        }
        return builder.build();
    }

    /**
     * What goes to the proxy with a request for {@code uri}, name by name: the user of its URL, where it has one, and what it
     * is told when a tunnel is asked for.
     */
    public static void proxyHeaders(ProxySettings settings, URI uri, BiConsumer<String, String> to) {
        Proxies proxies = Proxies.of(settings, System.getenv());
        Optional<String> authorization = proxies.authorization(uri);
        authorization.ifPresent(shown -> to.accept(AUTHORIZATION, shown));
        if ("https".equalsIgnoreCase(uri.getScheme()) && proxies.leadTo(uri)) {
            settings.connectHeaders().forEach((name, values) -> {
                if (authorization.isEmpty() || !name.equalsIgnoreCase(AUTHORIZATION)) {
                    values.forEach(value -> to.accept(name, value.read()));
                }
            });
        }
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(known -> known.client().shutdownNow());
    }
}
