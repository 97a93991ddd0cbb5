package dev.nightjar.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsulServicesTest {
    private static final String CATALOGUE =
            "{\"consul\": [], \"shop\": [\"http\", \"prod\"], \"shop-test\": [\"http\"]}";
    private static final String SHOP = """
            [{"Node": {"Node": "n1", "Address": "10.0.0.1", "Datacenter": "eu", "Meta": {"rack.no": "7"},
                       "TaggedAddresses": {"wan": "192.0.2.1"}},
              "Service": {"ID": "shop-1", "Service": "shop", "Tags": ["http", "prod"], "Address": "", "Port": 8080,
                          "Meta": {"version": "1.4"}},
              "Checks": [{"CheckID": "a", "Status": "passing"}, {"CheckID": "b", "Status": "warning"}]}]
            """;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();
    private HttpServer consul;

    @BeforeEach
    void start() throws IOException {
        consul = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        consul.createContext("/", this::answer);
        consul.start();
    }

    @AfterEach
    void stop() {
        consul.stop(0);
        vertx.close().await();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Consul-Token"));
        asked.add(exchange.getRequestURI() + " " + token);
        String path = exchange.getRequestURI().getPath();
        byte[] body = (path.endsWith("/catalog/services") ? CATALOGUE : SHOP).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(token.equals("wrong") ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ConsulServices source(String token) {
        return source(token, "");
    }

    private ConsulServices source(String token, String more) {
        DiscoveryConfig.Consul config = (DiscoveryConfig.Consul) ScrapeFile.parse(
                        "prometheus.yml", """
                        scrape_configs:
                        - job_name: a
                          consul_sd_configs:
                          - {server: "127.0.0.1:%d", token: %s, datacenter: eu, tags: [prod]%s}
                        """.formatted(consul.getAddress().getPort(), token, more), Path.of(""))
                .jobs()
                .getFirst()
                .discoveries()
                .getFirst();
        return new ConsulServices(config, new FetchClient(vertx, config.access(), Clock.systemUTC()));
    }

    @Test
    void services_with_all_tags_become_targets() throws Exception {
        List<TargetGroup> found;
        try (ConsulServices source = source("secret")) {
            found = source.read();
        }

        assertThat(found)
                .containsExactly(new TargetGroup(
                        "shop",
                        List.of(Labels.of(
                                "__address__", "10.0.0.1:8080",
                                "__meta_consul_address", "10.0.0.1",
                                "__meta_consul_dc", "eu",
                                "__meta_consul_health", "warning",
                                "__meta_consul_metadata_rack_no", "7",
                                "__meta_consul_node", "n1",
                                "__meta_consul_service_id", "shop-1",
                                "__meta_consul_service_metadata_version", "1.4",
                                "__meta_consul_service_port", "8080",
                                "__meta_consul_tagged_address_wan", "192.0.2.1",
                                "__meta_consul_tags", ",http,prod,")),
                        Labels.of("__meta_consul_service", "shop")));
        assertThat(asked)
                .containsExactly(
                        "/v1/catalog/services?stale&dc=eu secret", "/v1/health/service/shop?stale&dc=eu secret");
    }

    @Test
    void filters_go_with_the_questions_that_they_are_for() throws Exception {
        String more =
                ", node_meta: {rack: '7', os: a b}, filter: 'ServiceName != x', health_filter: 'Node.Meta.a == b'";
        try (ConsulServices source = source("t", more)) {
            assertThat(source.read()).hasSize(1);
        }

        String meta = "?stale&dc=eu&node-meta=rack%3A7&node-meta=os%3Aa%20b&filter=";
        assertThat(asked)
                .containsExactly(
                        "/v1/catalog/services" + meta + "ServiceName%20%21%3D%20x t",
                        "/v1/health/service/shop" + meta + "Node.Meta.a%20%3D%3D%20b t");
    }

    @Test
    void a_refusal_is_said() {
        try (ConsulServices source = source("wrong")) {
            assertThatThrownBy(source::read).hasMessageContaining("answered with status 403");
        }
    }
}
