package dev.nightjar.ingest.discovery;

import dev.nightjar.ingest.discovery.kubernetes.KubernetesTargets;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.fetch.Connections;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All places where one job's targets are found. It tells of all targets when each place has been read once, and then
 * whenever one of them has changed. Thread-safe.
 */
public final class Discoveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Discoveries.class);

    private final String job;
    private final ScheduledExecutorService alarm;
    private final Executor workers;
    private final Consumer<List<TargetGroup>> found;
    private final List<Watched> sources = new ArrayList<>();
    private boolean closed;

    /** A place, and what it said when it was read last. */
    private static final class Watched {
        private final TargetSource source;
        private boolean read;
        private List<TargetGroup> groups = List.of();
        private String problem = "";

        Watched(TargetSource source) {
            this.source = source;
        }
    }

    public Discoveries(
            String job,
            List<DiscoveryConfig> configs,
            Vertx vertx,
            InstantSource clock,
            ScheduledExecutorService alarm,
            Executor workers,
            Consumer<List<TargetGroup>> found) {
        this.job = job;
        this.alarm = alarm;
        this.workers = workers;
        this.found = found;
        for (DiscoveryConfig config : configs) {
            sources.add(new Watched(
                    switch (config) {
                        case DiscoveryConfig.Static written -> new StaticTargets(written.groups());
                        case DiscoveryConfig.Files files -> new TargetFiles(files);
                        case DiscoveryConfig.HttpList http ->
                            new TargetServer(http, new FetchClient(vertx, http.access(), clock));
                        case DiscoveryConfig.Consul consul ->
                            new ConsulServices(consul, new FetchClient(vertx, consul.access(), clock));
                        case DiscoveryConfig.Dns dns -> new TargetNames(dns, vertx.createDnsClient());
                        case DiscoveryConfig.Kubernetes cluster ->
                            new KubernetesTargets(cluster, vertx, clock, workers);
                        case DiscoveryConfig.Docker docker ->
                            new DockerContainers(
                                    docker,
                                    new FetchClient(
                                            vertx,
                                            docker.access(),
                                            clock,
                                            docker.socket()
                                                    .map(Connections::through)
                                                    .orElse(Connections.DEFAULTS)));
                    }));
        }
    }

    public void start() {
        if (sources.isEmpty()) {
            found.accept(List.of());
        }
        sources.forEach(this::soon);
    }

    private void soon(Watched watched) {
        try {
            workers.execute(() -> look(watched));
        } catch (RejectedExecutionException e) {
            // the server is stopping
        }
    }

    private void look(Watched watched) {
        Optional<List<TargetGroup>> groups = read(watched);
        tell(watched, groups);
        Duration refresh = watched.source.refresh();
        if (!refresh.isZero()) {
            later(watched, refresh);
        }
    }

    private Optional<List<TargetGroup>> read(Watched watched) {
        String problem;
        try {
            List<TargetGroup> groups = watched.source.read();
            watched.problem = "";
            return Optional.of(groups);
        } catch (DiscoveryException e) {
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("discovery of job {} broke off; it is tried again", job, e);
            problem = String.valueOf(e.getMessage());
        }
        if (!problem.equals(watched.problem)) {
            watched.problem = problem;
            LOG.warn("targets of job {} stay as they were: {}", job, problem);
        }
        return Optional.empty();
    }

    private synchronized void tell(Watched watched, Optional<List<TargetGroup>> groups) {
        boolean changed = !watched.read || (groups.isPresent() && !groups.get().equals(watched.groups));
        watched.read = true;
        watched.groups = groups.orElse(watched.groups);
        if (changed && !closed && sources.stream().allMatch(one -> one.read)) {
            found.accept(sources.stream().flatMap(one -> one.groups.stream()).toList());
        }
    }

    private synchronized void later(Watched watched, Duration wait) {
        if (!closed) {
            try {
                var _ = alarm.schedule(() -> soon(watched), wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                closed = true; // the server is stopping
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        sources.forEach(watched -> watched.source.close());
    }
}
