package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.KubernetesRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The objects of a cluster that one discovery needs. */
final class Cluster implements AutoCloseable {
    private final ApiServer server;
    private final List<ResourceCache> caches = new ArrayList<>();

    /** @param namespaces none: all */
    Cluster(ApiServer server, DiscoveryConfig.Kubernetes config, List<String> namespaces) {
        this.server = server;
        for (Resource resource : needed(config)) {
            DiscoveryConfig.Kubernetes.Selector selector = selector(resource, config);
            if (resource.isOfCluster() || namespaces.isEmpty()) {
                caches.add(new ResourceCache(server, resource, "", selector));
            } else {
                namespaces.forEach(one -> caches.add(new ResourceCache(server, resource, one, selector)));
            }
        }
    }

    /** The first is what targets are made of. */
    private static List<Resource> needed(DiscoveryConfig.Kubernetes config) {
        List<Resource> needed = new ArrayList<>();
        needed.add(main(config.role()));
        switch (config.role()) {
            case NODE -> {
                return needed;
            }
            case SERVICE, INGRESS -> {}
            case ENDPOINTS, ENDPOINTSLICE -> {
                needed.add(Resource.SERVICES);
                needed.add(Resource.PODS);
                addAttachedToPods(config.attached(), needed);
            }
            case POD -> addAttachedToPods(config.attached(), needed);
        }
        if (config.attached().namespace()) {
            needed.add(Resource.NAMESPACES);
        }
        return needed;
    }

    private static void addAttachedToPods(DiscoveryConfig.Kubernetes.Attached attached, List<Resource> to) {
        if (attached.node()) {
            to.add(Resource.NODES);
        }
        if (attached.deployment()) {
            to.add(Resource.REPLICA_SETS);
        }
        if (attached.cronJob()) {
            to.add(Resource.JOBS);
        }
    }

    static Resource main(KubernetesRole role) {
        return switch (role) {
            case NODE -> Resource.NODES;
            case POD -> Resource.PODS;
            case SERVICE -> Resource.SERVICES;
            case ENDPOINTS -> Resource.ENDPOINTS;
            case ENDPOINTSLICE -> Resource.ENDPOINT_SLICES;
            case INGRESS -> Resource.INGRESSES;
        };
    }

    private static DiscoveryConfig.Kubernetes.Selector selector(Resource resource, DiscoveryConfig.Kubernetes config) {
        return config.selectors().entrySet().stream()
                .filter(one -> main(one.getKey()) == resource)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(DiscoveryConfig.Kubernetes.Selector.NONE);
    }

    /** Lists and watches from now on. */
    void start(Executor workers) {
        caches.forEach(cache -> workers.execute(cache::run));
    }

    /** What is still to be listed after that time, and why; empty where everything is known. */
    Optional<String> missingAfter(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        for (ResourceCache cache : caches) {
            try {
                if (!cache.isListedWithin(Math.max(0, (deadline - System.nanoTime()) / 1_000_000))) {
                    return Optional.of(
                            cache.problem().isEmpty()
                                    ? cache.resource().plural() + " of Kubernetes are not listed yet"
                                    : cache.problem());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("Nightjar is stopping");
            }
        }
        return Optional.empty();
    }

    /** A number that grows with each change of any object. */
    long changes() {
        return caches.stream().mapToLong(ResourceCache::changes).sum();
    }

    /** In the order of namespaces and names. */
    List<JsonNode> all(Resource resource) {
        return caches.stream()
                .filter(cache -> cache.resource() == resource)
                .flatMap(cache -> cache.objects().stream())
                .sorted(Comparator.comparing(ObjectLabels::namespace).thenComparing(ObjectLabels::name))
                .toList();
    }

    /**
     * A missing node if there is none.
     *
     * @param namespace empty where the object is of none
     */
    JsonNode find(Resource resource, String namespace, String name) {
        for (ResourceCache cache : caches) {
            JsonNode found = cache.resource() == resource ? cache.find(namespace, name) : MissingNode.getInstance();
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    @Override
    public void close() {
        caches.forEach(ResourceCache::close);
        server.close();
    }
}
