package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code docker_sd_configs}. */
final class DockerReader {
    private static final String UNIX = "unix://";
    private static final String TCP = "tcp://";

    /** Asked through a socket of this machine, a daemon still wants to be called by a host. */
    private static final URI THROUGH_SOCKET = URI.create("http://localhost");

    private final HttpAccessReader access;

    DockerReader(HttpAccessReader access) {
        this.access = access;
    }

    Optional<DiscoveryConfig> read(Section section) {
        List<String> known = new ArrayList<>(
                List.of("host", "port", "filters", "host_networking_host", "match_first_network", "refresh_interval"));
        known.addAll(HttpAccessReader.FIELDS);
        section.allow(known.toArray(String[]::new));
        HttpAccess how = access.read(section);
        Duration refresh = DiscoveryReader.positive(section, "refresh_interval", Duration.ofMinutes(1));
        String host = section.requiredText("host");
        Map<String, List<String>> filters = filters(section);
        Optional<Path> socket =
                host.startsWith(UNIX) ? Optional.of(Path.of(host.substring(UNIX.length()))) : Optional.empty();
        return server(section, host, socket.isPresent(), how)
                .map(server -> new DiscoveryConfig.Docker(
                        server,
                        socket,
                        section.wholeNumber("port", 80),
                        filters,
                        section.text("host_networking_host").orElse("localhost"),
                        section.flag("match_first_network", true),
                        refresh,
                        socket.isPresent() ? HttpAccess.DEFAULTS : how));
    }

    private static Optional<URI> server(Section section, String host, boolean throughSocket, HttpAccess how) {
        if (throughSocket) {
            return Optional.of(THROUGH_SOCKET);
        }
        if (host.startsWith("npipe://") || host.startsWith("ssh://")) {
            section.problem("host", "not supported yet: a host like \"" + host + "\"; write unix:// or tcp://");
            return Optional.empty();
        }
        boolean encrypted = !how.tls().equals(TlsAccess.DEFAULTS);
        String url = host.startsWith(TCP) ? (encrypted ? "https://" : "http://") + host.substring(TCP.length()) : host;
        return host.isEmpty() ? Optional.empty() : HttpAccessReader.uri(section, "host", url);
    }

    private static Map<String, List<String>> filters(Section section) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (Section filter : section.sections("filters", "filters")) {
            filter.allow("name", "values");
            filters.computeIfAbsent(filter.requiredText("name"), name -> new ArrayList<>())
                    .addAll(filter.textList("values"));
        }
        return filters;
    }
}
