package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.definition.proxy.ProxyEnvironment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which proxy requests go through: one that is written, or those that the environment names. */
final class ProxyReader {
    private final ProxyEnvironment environment;

    ProxyReader(Map<String, String> environment) {
        this.environment = ProxyEnvironment.of(environment);
    }

    ProxyAccess read(Section of) {
        Optional<URI> written =
                of.text("proxy_url").filter(text -> !text.isEmpty()).flatMap(text -> proxy(of, "proxy_url", text));
        if (!of.flag("proxy_from_environment", false)) {
            if (!of.text("no_proxy").orElse("").isEmpty()
                    && of.text("proxy_url").orElse("").isEmpty()) {
                of.problem("no_proxy", "no_proxy: there is no proxy_url to make an exception from");
            }
            return new ProxyAccess(
                    written,
                    written,
                    of.text("no_proxy").map(ProxyAccess::names).orElse(List.of()),
                    of.has("no_proxy"));
        }
        if (of.has("proxy_url") || of.has("no_proxy")) {
            of.problem(
                    "proxy_from_environment",
                    "proxy_from_environment goes without proxy_url and no_proxy; keep the one or the others");
        }
        return new ProxyAccess(
                fromEnvironment(of, environment.http()),
                fromEnvironment(of, environment.https()),
                ProxyAccess.names(environment.without()),
                true);
    }

    private static Optional<URI> fromEnvironment(Section of, String text) {
        return text.isEmpty() ? Optional.empty() : proxy(of, "proxy_from_environment", text);
    }

    private static Optional<URI> proxy(Section of, String field, String text) {
        Optional<URI> proxy = HttpAccessReader.uri(of, field, text);
        if (proxy.filter(uri -> uri.getScheme().equals("https")).isPresent()) {
            of.problem(field, "not supported yet: a proxy that is spoken to with https; write http://");
            return Optional.empty();
        }
        return proxy;
    }
}
