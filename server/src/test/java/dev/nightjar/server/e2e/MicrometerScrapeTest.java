package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micrometer's own Prometheus registry, as most services of today have it, is scraped by a real server. */
class MicrometerScrapeTest {
    private static final class OneSpan implements SpanContext {
        @Override
        public String getCurrentTraceId() {
            return "4bf92f3577b34da6a3ce929d0e0e4736";
        }

        @Override
        public String getCurrentSpanId() {
            return "00f067aa0ba902b7";
        }

        @Override
        public boolean isCurrentSpanSampled() {
            return true;
        }

        @Override
        public void markCurrentSpanAsExemplar() {}
    }

    @TempDir
    Path folder;

    private static JsonNode promQl(ServerProcess server, String query) throws Exception {
        return Http.get(server.url("/api/v1/query?query=" + Http.encode(query)))
                .json()
                .at("/data/result");
    }

    @Test
    void counters_histograms_descriptions_and_exemplars_arrive() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new OneSpan());
        Counter.builder("orders")
                .description("Orders taken.")
                .register(registry)
                .increment(3);
        Timer.builder("http.server.requests")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(registry)
                .record(Duration.ofMillis(300));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/actuator/prometheus", exchange -> {
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            String type = accept != null && accept.contains("openmetrics")
                    ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                    : "text/plain; version=0.0.4; charset=utf-8";
            byte[] page = registry.scrape(type).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        http.start();
        Files.writeString(folder.resolve("prometheus.yml"), """
            scrape_configs:
              - job_name: shop
                scrape_interval: 1s
                metrics_path: /actuator/prometheus
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """.formatted(
                        http.getAddress().getPort()));
        Path config = Files.writeString(
                folder.resolve("nightjar.yaml"), "scrape: {file: " + folder.resolve("prometheus.yml") + "}\n");
        try (ServerProcess server =
                ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            JsonNode orders = Http.until(
                    Duration.ofSeconds(60),
                    () -> promQl(server, "orders_total{job=\"shop\"}"),
                    found -> found.size() == 1);
            assertThat(orders.at("/0/value/1").asText()).isEqualTo("3");
            assertThat(promQl(server, "http_server_requests_seconds_bucket{le=\"0.1\"}")
                            .at("/0/value/1")
                            .asText())
                    .isEqualTo("0");
            assertThat(promQl(server, "http_server_requests_seconds_bucket{le=\"1.0\"}")
                            .at("/0/value/1")
                            .asText())
                    .isEqualTo("1");
            assertThat(Http.get(server.url("/api/v1/metadata?metric=orders"))
                            .json()
                            .at("/data/orders/0/help")
                            .asText())
                    .isEqualTo("Orders taken.");
            long now = System.currentTimeMillis() / 1000;
            JsonNode exemplars = Http.get(server.url("/api/v1/query_exemplars?query="
                            + Http.encode("http_server_requests_seconds_bucket") + "&start=" + (now - 600) + "&end="
                            + (now + 600)))
                    .json();
            assertThat(exemplars.at("/data/0/exemplars/0/labels/trace_id").asText())
                    .as(exemplars.toString())
                    .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        } finally {
            http.stop(0);
        }
    }
}
