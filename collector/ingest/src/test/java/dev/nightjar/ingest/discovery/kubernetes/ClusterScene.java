package dev.nightjar.ingest.discovery.kubernetes;

import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of pods and what is discovered in it. */
abstract class ClusterScene {
    static final String PODS = "/api/v1/namespaces/shop/pods";
    static final String NODE = """
            {"metadata": {"name": "n1", "labels": {"zone": "eu-1"}, "annotations": {"a/b": "c"}},
             "spec": {"providerID": "aws:///i-1"},
             "status": {"addresses": [{"type": "Hostname", "address": "n1.local"},
                                      {"type": "InternalIP", "address": "10.0.0.1"},
                                      {"type": "InternalIP", "address": "fd00::1"}],
                        "images": [{}],
                        "conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-11-21T04:00:00Z"},
                                       {"type": "MemoryPressure", "status": "Unknown"}],
                        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}}}}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<KubernetesTargets> opened = new ArrayList<>();
    TestingApiServer api;

    @TempDir
    Path folder;

    @BeforeEach
    final void begin() throws IOException {
        api = new TestingApiServer();
    }

    @AfterEach
    final void end() {
        opened.forEach(KubernetesTargets::close);
        api.close();
        workers.shutdownNow();
        vertx.close().await();
    }

    final KubernetesTargets source(String... fields) {
        String text = "scrape_configs:\n- job_name: a\n  kubernetes_sd_configs:\n  - api_server: " + api.uri()
                + "\n    " + String.join("\n    ", fields);
        DiscoveryConfig config = ScrapeFile.parse("prometheus.yml", text, folder)
                .jobs()
                .getFirst()
                .discoveries()
                .getFirst();
        KubernetesTargets source = new KubernetesTargets(
                (DiscoveryConfig.Kubernetes) config,
                vertx,
                Clock.systemUTC(),
                workers,
                new ClusterAccess(Map.of(), folder));
        opened.add(source);
        return source;
    }

    static List<TargetGroup> readUntil(KubernetesTargets source, Predicate<List<TargetGroup>> done) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<TargetGroup> found = source.read();
        while (!done.test(found) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000); // until the server's word has arrived
            found = source.read();
        }
        return found;
    }

    static List<String> names(List<TargetGroup> groups) {
        return groups.stream().map(TargetGroup::source).toList();
    }

    static String pod(String name, String address) {
        return """
                {"metadata": {"name": "%s", "namespace": "shop", "uid": "u-%s", "managedFields": [{"a": 1}],
                              "labels": {"app.kubernetes.io/name": "cart"}, "annotations": {"prometheus.io/scrape": "true"},
                              "ownerReferences": [{"kind": "Other", "name": "x"},
                                                  {"kind": "ReplicaSet", "name": "cart-77", "controller": true}]},
                 "spec": {"nodeName": "n1", "volumes": [{}],
                          "containers": [{"name": "app", "image": "cart:1", "env": [{}],
                                          "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"},
                                                    {"name": "admin", "containerPort": 9090, "protocol": "TCP"}]}],
                          "initContainers": [{"name": "setup", "image": "setup:1"}]},
                 "status": {"phase": "Running", "podIP": "%s", "hostIP": "10.0.0.1",
                            "conditions": [{"type": "Ready", "status": "True"}],
                            "containerStatuses": [{"name": "app", "containerID": "containerd://c1", "image": "x"}]}}
                """.formatted(name, name, address);
    }
}
