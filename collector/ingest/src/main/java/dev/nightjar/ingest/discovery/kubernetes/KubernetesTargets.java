package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Targets that are objects of a Kubernetes cluster. The first reading begins to watch; each one after it says what is
 * known by then.
 */
public final class KubernetesTargets implements TargetSource {
    /** As often as Prometheus lets discovery change targets. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    private final DiscoveryConfig.Kubernetes config;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Executor workers;
    private final ClusterAccess access;
    private @Nullable Cluster cluster;
    private boolean closed;
    private boolean complete;
    private long changes = -1;
    private List<TargetGroup> groups = List.of();

    /** @param workers starts a virtual thread for each task */
    public KubernetesTargets(DiscoveryConfig.Kubernetes config, Vertx vertx, InstantSource clock, Executor workers) {
        this(config, vertx, clock, workers, ClusterAccess.OF_THIS_PROCESS);
    }

    KubernetesTargets(
            DiscoveryConfig.Kubernetes config,
            Vertx vertx,
            InstantSource clock,
            Executor workers,
            ClusterAccess access) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.workers = workers;
        this.access = access;
    }

    @Override
    public List<TargetGroup> read() throws DiscoveryException {
        Cluster watched = watched();
        if (!complete) {
            Optional<String> missing = watched.missingAfter(FIRST_WAIT);
            if (missing.isPresent()) {
                throw new DiscoveryException(missing.get());
            }
            complete = true;
        }
        long now = watched.changes();
        if (now != changes) {
            groups = groups(watched);
            changes = now;
        }
        return groups;
    }

    private synchronized Cluster watched() throws DiscoveryException {
        if (closed) {
            throw new DiscoveryException("Nightjar is stopping");
        }
        Cluster present = cluster;
        if (present == null) {
            ClusterAccess.Resolved how = access.resolve(config.access());
            List<String> namespaces = access.namespaces(config);
            FetchClient client = new FetchClient(vertx, how.access(), clock);
            present = new Cluster(new ApiServer(how.server(), client), config, namespaces);
            cluster = present;
            present.start(workers);
        }
        return present;
    }

    private List<TargetGroup> groups(Cluster of) {
        PodFacts facts = new PodFacts(of, config.attached());
        TargetMaker maker = switch (config.role()) {
            case NODE -> new NodeTargets();
            case POD -> new PodTargets(facts);
            case SERVICE -> new ServiceTargets();
            case ENDPOINTS -> new EndpointsTargets(of, facts);
            case ENDPOINTSLICE -> new EndpointSliceTargets(of, facts);
            case INGRESS -> new IngressTargets();
        };
        return of.all(Cluster.main(config.role())).stream()
                .map(object -> maker.group(object, ofNamespace(object, of)))
                .filter(group -> !group.targets().isEmpty())
                .toList();
    }

    private Map<String, String> ofNamespace(JsonNode object, Cluster of) {
        Map<String, String> labels = new HashMap<>();
        if (config.attached().namespace()) {
            ObjectLabels.described(
                    "namespace", of.find(Resource.NAMESPACES, "", ObjectLabels.namespace(object)), labels);
        }
        return labels;
    }

    @Override
    public Duration refresh() {
        return REFRESH;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (cluster != null) {
            cluster.close();
        }
    }
}
