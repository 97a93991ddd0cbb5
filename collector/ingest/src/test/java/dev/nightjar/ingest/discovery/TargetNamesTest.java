package dev.nightjar.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real name server; what is expected is what Prometheus 3.5 made of the same answers. */
class TargetNamesTest {
    private final Vertx vertx = Vertx.vertx();
    private TestingNameServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestingNameServer();
        server.has("web.shop.test", "A", "10.0.0.1", "10.0.0.2");
        server.has("web.shop.test", "AAAA", "fd00::1", "fd00:0:0:1::", "1:0:2:3:4:5:6:7", "::1");
        server.has("_http._tcp.shop.test", "SRV", "0 5 9100 web.shop.test", "1 0 9101 b.shop.test");
        server.has("shop.test", "MX", "10 mx1.shop.test");
        server.has("shop.test", "NS", "ns1.shop.test");
        server.has("empty.shop.test", "MX", "10 mx1.shop.test");
        server.has("www.shop.test", "CNAME", "web.shop.test");
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    private TargetNames names(String fields) {
        DiscoveryConfig.Dns config = (DiscoveryConfig.Dns) ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs: [{job_name: a, dns_sd_configs: [{" + fields + "}]}]",
                        Path.of(""))
                .jobs()
                .getFirst()
                .discoveries()
                .getFirst();
        return new TargetNames(config, vertx.createDnsClient(server.port(), "127.0.0.1"));
    }

    private List<Labels> targets(String fields) throws DiscoveryException {
        try (TargetNames names = names(fields)) {
            return names.read().stream()
                    .flatMap(group -> group.targets().stream())
                    .toList();
        }
    }

    private static List<Labels> at(String... addresses) {
        return List.of(addresses).stream()
                .map(address -> Labels.of("__address__", address))
                .toList();
    }

    @Test
    void addresses_are_targets_at_the_port_that_is_written() throws Exception {
        assertThat(targets("names: [web.shop.test], type: A, port: 80"))
                .containsExactlyInAnyOrderElementsOf(at("10.0.0.1:80", "10.0.0.2:80"));
        assertThat(targets("names: [web.shop.test], type: AAAA, port: 80"))
                .containsExactlyInAnyOrderElementsOf(
                        at("[fd00::1]:80", "[fd00:0:0:1::]:80", "[1:0:2:3:4:5:6:7]:80", "[::1]:80"));
    }

    @Test
    void an_alias_is_what_it_is_an_alias_of() throws Exception {
        try (TargetNames names = names("names: [www.shop.test], type: A, port: 80")) {
            assertThat(names.read())
                    .containsExactly(new TargetGroup(
                            "www.shop.test",
                            at("10.0.0.1:80", "10.0.0.2:80"),
                            Labels.of("__meta_dns_name", "www.shop.test")));
        }
    }

    @Test
    void services_and_servers_are_named_with_their_last_dot_and_asked_without() throws Exception {
        assertThat(targets("names: [_http._tcp.shop.test]"))
                .containsExactlyInAnyOrder(
                        Labels.of(
                                "__address__",
                                "web.shop.test:9100",
                                "__meta_dns_srv_record_target",
                                "web.shop.test.",
                                "__meta_dns_srv_record_port",
                                "9100"),
                        Labels.of(
                                "__address__",
                                "b.shop.test:9101",
                                "__meta_dns_srv_record_target",
                                "b.shop.test.",
                                "__meta_dns_srv_record_port",
                                "9101"));
        assertThat(targets("names: [shop.test], type: MX, port: 25"))
                .containsExactly(
                        Labels.of("__address__", "mx1.shop.test:25", "__meta_dns_mx_record_target", "mx1.shop.test."));
        assertThat(targets("names: [shop.test], type: NS, port: 53"))
                .containsExactly(
                        Labels.of("__address__", "ns1.shop.test:53", "__meta_dns_ns_record_target", "ns1.shop.test."));
    }

    @Test
    void a_name_that_is_not_there_has_no_targets_and_others_have_theirs() throws Exception {
        assertThat(targets("names: [gone.shop.test, empty.shop.test, web.shop.test], type: A, port: 80"))
                .containsExactlyInAnyOrderElementsOf(at("10.0.0.1:80", "10.0.0.2:80"));
        assertThat(targets("names: [gone.shop.test], type: A, port: 80")).isEmpty();
    }

    @Test
    void targets_of_a_name_that_cannot_be_resolved_stay_and_others_change() throws Exception {
        server.has("b.shop.test", "A", "10.0.0.9");
        try (TargetNames names = names("names: [web.shop.test, b.shop.test], type: A, port: 80")) {
            assertThat(names.read()).hasSize(2);
            server.fails("web.shop.test");
            server.has("b.shop.test", "A", "10.0.0.10");

            assertThat(names.read().stream()
                            .flatMap(group -> group.targets().stream())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(at("10.0.0.1:80", "10.0.0.2:80", "10.0.0.10:80"));

            server.fails("b.shop.test");
            assertThatThrownBy(names::read).hasMessageStartingWith("the name b.shop.test cannot be resolved: SERVFAIL");
            server.answersAgain("b.shop.test");
            assertThat(names.read()).hasSize(2);
        }
    }
}
