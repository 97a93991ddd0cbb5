package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which proxy requests go through: one that is written, or those that the environment names. */
final class ProxyReader {
    private final Map<String, String> environment;

    ProxyReader(Map<String, String> environment) {
        this.environment = environment;
    }

    ProxyAccess read(Section of) {
        Optional<URI> written = of.text("proxy_url").flatMap(text -> HttpAccessReader.uri(of, "proxy_url", text));
        if (!of.flag("proxy_from_environment", false)) {
            return new ProxyAccess(
                    written,
                    written,
                    of.text("no_proxy").map(ProxyReader::hosts).orElse(List.of()),
                    of.has("no_proxy"));
        }
        if (of.has("proxy_url") || of.has("no_proxy")) {
            of.problem(
                    "proxy_from_environment",
                    "proxy_from_environment goes without proxy_url and no_proxy; keep the one or the others");
        }
        return new ProxyAccess(
                fromEnvironment(of, "HTTP_PROXY"),
                fromEnvironment(of, "HTTPS_PROXY"),
                hosts(variable("NO_PROXY")),
                true);
    }

    private Optional<URI> fromEnvironment(Section of, String name) {
        String text = variable(name);
        return text.isEmpty()
                ? Optional.empty()
                : HttpAccessReader.uri(of, "proxy_from_environment", text.contains("://") ? text : "http://" + text);
    }

    /** In capitals, or else in small letters. */
    private String variable(String name) {
        String capital = environment.getOrDefault(name, "");
        return capital.isEmpty() ? environment.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "") : capital;
    }

    private static List<String> hosts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }
}
