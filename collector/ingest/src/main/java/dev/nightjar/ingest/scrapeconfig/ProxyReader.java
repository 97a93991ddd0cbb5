package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.definition.proxy.ProxyEnvironment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which proxy requests go through: one that is written, or those that the environment names. */
final class ProxyReader {
    private static final List<String> SCHEMES = List.of("http", "https", "socks5", "socks5h");

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

    /** What proxies are told beside what is asked of them. */
    Map<String, List<SecretText>> connectHeaders(Section of) {
        Map<String, List<SecretText>> headers = new LinkedHashMap<>();
        of.textLists("proxy_connect_header").forEach((name, values) -> headers.put(name, List.copyOf(given(values))));
        boolean named = !of.text("proxy_url").orElse("").isEmpty() || of.flag("proxy_from_environment", false);
        if (!headers.isEmpty() && !named) {
            of.problem("proxy_connect_header", "proxy_connect_header: there is no proxy_url to tell it to");
        }
        return headers;
    }

    private static List<SecretText> given(List<String> texts) {
        return texts.stream().<SecretText>map(SecretText.Given::new).toList();
    }

    private static Optional<URI> proxy(Section of, String field, String text) {
        try {
            URI uri = new URI(text);
            if (SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && Authority.of(uri).isPresent()) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        of.problem(
                field,
                field + ": not the URL of a proxy: \"" + text + "\"; write it like http://host:3128, or with "
                        + String.join(", ", SCHEMES.subList(1, SCHEMES.size())));
        return Optional.empty();
    }
}
