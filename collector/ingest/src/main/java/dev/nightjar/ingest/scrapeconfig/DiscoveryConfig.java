package dev.nightjar.ingest.scrapeconfig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * In Consul's catalogue of services.
     *
     * @param server with the path before {@code /v1}
     * @param token empty for none
     * @param services to take; none: all
     * @param tags that a service must have
     * @param stale whether any server may answer, not only the leader
     * @param parameters of each question: datacentre, namespace, partition
     * @param nodeMeta what a node must say of itself
     * @param filter of services, in Consul's words; empty for none
     * @param healthFilter of a service's instances, in Consul's words; empty for none
     */
    record Consul(
            String server,
            SecretText token,
            List<String> services,
            List<String> tags,
            String tagSeparator,
            boolean stale,
            Map<String, String> parameters,
            Map<String, String> nodeMeta,
            String filter,
            String healthFilter,
            Duration refresh,
            HttpAccess access)
            implements DiscoveryConfig {
        public Consul {
            nodeMeta = Collections.unmodifiableMap(new LinkedHashMap<>(nodeMeta));
            services = List.copyOf(services);
            tags = List.copyOf(tags);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * In a Kubernetes cluster, as its API server knows it.
     *
     * @param namespaces none, and not its own: all
     * @param ownNamespace whether the namespace of the pod that this runs in is one of them
     * @param selectors of objects, by their role
     */
    record Kubernetes(
            KubernetesRole role,
            KubernetesAccess access,
            List<String> namespaces,
            boolean ownNamespace,
            Map<KubernetesRole, Selector> selectors,
            Attached attached)
            implements DiscoveryConfig {
        public Kubernetes {
            namespaces = List.copyOf(namespaces);
            selectors = Map.copyOf(selectors);
        }

        /**
         * In the API's words.
         *
         * @param label empty for none
         * @param field empty for none
         */
        public record Selector(String label, String field) {
            public static final Selector NONE = new Selector("", "");
        }

        /** What is said of a target beside what its own object says. */
        public record Attached(boolean node, boolean namespace, boolean deployment, boolean job, boolean cronJob) {
            public static final Attached NOTHING = new Attached(false, false, false, false, false);
        }
    }

    /**
     * In a Docker daemon's containers.
     *
     * @param socket that the daemon listens on, instead of the server's address
     * @param port of containers that show none
     * @param filters of containers, in the daemon's words
     * @param hostNetworkingHost the address of containers without a network of their own
     * @param firstNetworkOnly whether a container with several networks is one target, in the first by name
     */
    record Docker(
            URI server,
            Optional<Path> socket,
            int port,
            Map<String, List<String>> filters,
            String hostNetworkingHost,
            boolean firstNetworkOnly,
            Duration refresh,
            HttpAccess access)
            implements DiscoveryConfig {
        public Docker {
            filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
        }
    }
}
