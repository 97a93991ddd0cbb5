package dev.nightjar.ingest.scrapeconfig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where targets are found. */
public sealed interface DiscoveryConfig {
    /** Written in the configuration. */
    record Static(List<TargetGroup> groups) implements DiscoveryConfig {
        public Static {
            groups = List.copyOf(groups);
        }
    }

    /**
     * In files of YAML or JSON, which are looked at often and read when they have changed.
     *
     * @param folder that patterns start at
     * @param patterns whose last part may have {@code *}
     */
    record Files(Path folder, List<String> patterns, Duration refresh) implements DiscoveryConfig {
        public Files {
            patterns = List.copyOf(patterns);
        }
    }

    /** In what an HTTP server answers, JSON of the same form. */
    record HttpList(URI url, Duration refresh, HttpAccess access) implements DiscoveryConfig {}

    /**
     * In the domain name system.
     *
     * @param type {@code SRV}, {@code A}, {@code AAAA}, {@code MX} or {@code NS}
     * @param port of what is found; SRV records have their own
     */
    record Dns(List<String> names, String type, int port, Duration refresh) implements DiscoveryConfig {
        public Dns {
            names = List.copyOf(names);
        }
    }
}
