package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.agent.Agent;
import dev.nightjar.agent.AgentConfig;
import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Sample;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services on an agent's host say by StatsD, or when they are asked, reaches the server in the agent's stream. */
class GatewayFeedTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    private AgentConfig config(TestingReceiver receiver) {
        return AgentConfig.of(receiver.uri(), folder.resolve("state"))
                .withInstance("web-7")
                .withLabels(Labels.of("env", "test"))
                .withInterval(Duration.ofMillis(200));
    }

    private static GatewayFeed feed(Optional<InetSocketAddress> statsd, Optional<Path> scrapes) throws Exception {
        return new GatewayFeed(
                new GatewaySettings(Optional.empty(), statsd, scrapes),
                "web-7",
                Duration.ofMillis(100),
                InstantSource.system());
    }

    private static boolean has(TestingReceiver receiver, String name, double value) {
        return receiver.samples().stream().anyMatch(s -> s.labels().metricName().equals(name) && s.value() == value);
    }

    private static Sample last(TestingReceiver receiver, String name) {
        return receiver.samples().stream()
                .filter(s -> s.labels().metricName().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void statsd_is_added_up_and_leaves_with_the_hosts_labels() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver()) {
            GatewayFeed feed = feed(Optional.of(ANY), Optional.empty());
            try (Agent agent = new Agent(
                            config(receiver), InstantSource.system(), new SplittableRandom(1), List.of(feed));
                    DatagramSocket client = new DatagramSocket()) {
                agent.start();
                SocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), feed.statsdPort());
                for (String text : List.of("orders:2|c|#service:shop", "orders:3|c|#service:shop\nno statsd")) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    client.send(new DatagramPacket(bytes, bytes.length, to));
                }
                receiver.await(r -> has(r, "orders", 5)
                        && r.samples().stream()
                                .anyMatch(s -> s.labels().get("outcome").equals("invalid_line") && s.value() == 1));
            }
            assertThat((Object) last(receiver, "orders").labels())
                    .isEqualTo(Labels.of(
                            Labels.METRIC_NAME, "orders", "service", "shop", "env", "test", "instance", "web-7"));
        }
    }

    @Test
    void targets_are_scraped_and_a_service_that_ends_is_marked_as_ended() throws Exception {
        HttpServer service = HttpServer.create(ANY, 0);
        service.createContext("/metrics", exchange -> {
            byte[] text = "# TYPE orders counter\norders_total{shop=\"a\"} 17\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        service.start();
        int port = service.getAddress().getPort();
        Path scrapes = Files.writeString(folder.resolve("scrape.yml"), """
                scrape_configs:
                  - job_name: shop
                    scrape_interval: 200ms
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                    metric_relabel_configs: [{source_labels: [shop], target_label: branch}]
                """.formatted(port));
        try (TestingReceiver receiver = new TestingReceiver();
                Agent agent = new Agent(
                        config(receiver),
                        InstantSource.system(),
                        new SplittableRandom(1),
                        List.of(feed(Optional.empty(), Optional.of(scrapes))))) {
            agent.start();
            receiver.await(r -> has(r, "orders_total", 17) && has(r, "up", 1));
            assertThat((Object) last(receiver, "orders_total").labels())
                    .isEqualTo(Labels.builder()
                            .set(Labels.METRIC_NAME, "orders_total")
                            .set("shop", "a")
                            .set("branch", "a")
                            .set("job", "shop")
                            .set("instance", "web-7:" + port)
                            .set("env", "test")
                            .build());
            service.stop(0);
            receiver.await(r -> last(r, "up").value() == 0
                    && Double.doubleToRawLongBits(last(r, "orders_total").value()) == StaleMarker.BITS);
        } finally {
            service.stop(0);
        }
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_before_anything_begins() throws Exception {
        Path wrong = Files.writeString(folder.resolve("scrape.yml"), "scrape_configs: [{job: shop}]\n");

        assertThatThrownBy(() -> feed(Optional.empty(), Optional.of(wrong)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scrape.yml:1")
                .hasMessageContaining("job_name");
    }

    @Test
    void a_port_that_is_taken_ends_the_start_with_its_name() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver();
                DatagramSocket taken = new DatagramSocket(ANY);
                Agent agent = new Agent(
                        config(receiver),
                        InstantSource.system(),
                        new SplittableRandom(1),
                        List.of(feed(
                                Optional.of((InetSocketAddress) taken.getLocalSocketAddress()), Optional.empty())))) {
            assertThatThrownBy(agent::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gateway.statsd: cannot listen on")
                    .hasMessageContaining(":" + taken.getLocalPort());
            assertThat(receiver.requests()).isEmpty();
        }
    }
}
