package dev.nightjar.ingest.fetch;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.proxy.ProxyAccess;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;

/** Sends a request through the proxy that is meant for it. */
final class ProxyChoice {
    private ProxyChoice() {}

    /** @param options of a request, with host and port */
    static void apply(ProxyAccess proxies, RequestOptions options) {
        proxies.of(Boolean.TRUE.equals(options.isSsl()), options.getHost(), options.getPort())
                .ifPresent(proxy -> options.setProxyOptions(options(proxy)));
    }

    private static ProxyOptions options(URI uri) {
        Authority to = Authority.of(uri).orElseThrow(() -> new IllegalArgumentException(uri + " names no host"));
        ProxyOptions proxy =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(to.host()).setPort(to.portOr(80));
        if (uri.getUserInfo() != null) {
            String[] parts = uri.getUserInfo().split(":", 2);
            proxy.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
        }
        return proxy;
    }
}
