package dev.nightjar.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.fetch.Connections;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.model.Labels;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerContainersTest {
    private static final String META = "__meta_docker_";
    private static final String CONTAINERS = """
            [{"Id": "c1", "Names": ["/shop"], "Labels": {"com.example.team": "red"},
              "HostConfig": {"NetworkMode": "bridge"},
              "Ports": [{"IP": "0.0.0.0", "PrivatePort": 8080, "PublicPort": 80, "Type": "tcp"},
                        {"PrivatePort": 53, "Type": "udp"}],
              "NetworkSettings": {"Networks": {"front": {"NetworkID": "n2", "IPAddress": "172.18.0.2"},
                                               "back": {"NetworkID": "n1", "IPAddress": "172.17.0.2"}}}},
             {"Id": "c2", "Names": ["/sidecar"], "Labels": null, "HostConfig": {"NetworkMode": "container:c1"},
              "Ports": [], "NetworkSettings": {"Networks": {}}},
             {"Id": "c3", "Names": ["/agent"], "HostConfig": {"NetworkMode": "host"}, "Ports": [],
              "NetworkSettings": {"Networks": {"host": {"NetworkID": "n3", "IPAddress": ""}}}},
             {"Id": "c4", "Names": ["/lost"], "HostConfig": {"NetworkMode": "container:c4"}, "Ports": [],
              "NetworkSettings": {"Networks": {}}},
             {"Id": "c5", "Names": [], "HostConfig": {"NetworkMode": "host"}}]
            """;
    private static final String NETWORKS = """
            [{"Id": "n1", "Name": "back", "Scope": "local", "Internal": true, "Ingress": false, "Labels": {"a-b": "c"}},
             {"Id": "n2", "Name": "front", "Scope": "local", "Internal": false, "Ingress": false}]
            """;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void answer(HttpServerRequest request) {
        asked.add(String.valueOf(request.uri()));
        request.response().end(String.valueOf(request.path()).equals("/networks") ? NETWORKS : CONTAINERS);
    }

    private int listen(SocketAddress address) {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(address)
                .await()
                .actualPort();
    }

    private DockerContainers source(String host, String... fields) {
        DiscoveryConfig.Docker config = (DiscoveryConfig.Docker) ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs:\n- job_name: a\n  docker_sd_configs:\n  - host: " + host + "\n    "
                                + String.join("\n    ", fields),
                        folder)
                .jobs()
                .getFirst()
                .discoveries()
                .getFirst();
        Connections through = config.socket().map(Connections::through).orElse(Connections.DEFAULTS);
        return new DockerContainers(config, new FetchClient(vertx, config.access(), Clock.systemUTC(), through));
    }

    private static final Labels SHOP = Labels.of(
            "__address__",
            "172.17.0.2:8080",
            META + "container_id",
            "c1",
            META + "container_name",
            "/shop",
            META + "container_network_mode",
            "bridge",
            META + "container_label_com_example_team",
            "red",
            META + "network_id",
            "n1",
            META + "network_name",
            "back",
            META + "network_scope",
            "local",
            META + "network_internal",
            "true",
            META + "network_ingress",
            "false",
            META + "network_label_a_b",
            "c",
            META + "network_ip",
            "172.17.0.2",
            META + "port_private",
            "8080",
            META + "port_public",
            "80",
            META + "port_public_ip",
            "0.0.0.0");

    @Test
    void containers_are_found_through_the_daemons_socket() throws Exception {
        Path socket = folder.resolve("docker.sock");
        listen(SocketAddress.domainSocketAddress(socket.toString()));

        List<Labels> found;
        try (DockerContainers source = source("unix://" + socket, "filters: [{name: label, values: [a=b, c]}]")) {
            found = source.read().getFirst().targets();
        }

        assertThat(found)
                .extracting(target -> target.get("__address__"))
                .as("the first network, one shared, one of the host")
                .containsExactly("172.17.0.2:8080", "172.17.0.2:80", "localhost");
        assertThat((Object) found.getFirst()).isEqualTo(SHOP);
        assertThat(found.get(1).get(META + "container_name")).isEqualTo("/sidecar");
        assertThat(asked)
                .containsExactly(
                        "/containers/json?filters=%7B%22label%22%3A%5B%22a%3Db%22%2C%22c%22%5D%7D", "/networks");
    }

    @Test
    void a_container_is_a_target_in_each_of_its_networks_where_that_is_wanted() throws Exception {
        int port = listen(SocketAddress.inetSocketAddress(0, "127.0.0.1"));

        List<Labels> found;
        try (DockerContainers source = source(
                "tcp://127.0.0.1:" + port, "match_first_network: false", "port: 99", "host_networking_host: h:1")) {
            found = source.read().getFirst().targets();
        }

        assertThat(found)
                .extracting(target -> target.get("__address__"))
                .containsExactly("172.17.0.2:8080", "172.18.0.2:8080", "172.17.0.2:99", "172.18.0.2:99", "h:1");
    }

    @Test
    void a_daemon_that_is_not_there_is_said() {
        Path socket = folder.resolve("none.sock");
        try (DockerContainers source = source("unix://" + socket)) {
            assertThatThrownBy(source::read)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageEndingWith("(through " + socket + ")");
        }
    }
}
