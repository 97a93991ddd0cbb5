package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people already run send to Nightjar as they are. */
class RealSendersTest {
    @TempDir
    Path folder;

    /** Path of a Prometheus, from {@code TEST_PROMETHEUS}; {@code ./verify} fetches Debian's package. */
    @Test
    void a_real_prometheus_writes_what_it_scrapes() throws Exception {
        String prometheus = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(prometheus).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            Path config = Files.writeString(
                    folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s, external_labels: {cluster: test}}
                    scrape_configs:
                      - job_name: itself
                        static_configs: [{targets: ["127.0.0.1:%d"]}]
                    remote_write:
                      - url: %s
                        queue_config: {batch_send_deadline: 500ms}
                    """.formatted(port, server.url("/api/v1/write")));
            Process process = new ProcessBuilder(
                            prometheus,
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("prometheus"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            try {
                Http.Answer up = Http.until(
                        Duration.ofSeconds(60),
                        () -> Http.get(server.url("/api/v1/query?query=" + Http.encode("up{job=\"itself\"} == 1"))),
                        answer -> answer.body().contains("\"cluster\":\"test\""));
                assertThat(up.json()
                                .path("data")
                                .path("result")
                                .get(0)
                                .path("value")
                                .get(1)
                                .asText())
                        .isEqualTo("1");
                String rate = "sum(rate(prometheus_http_requests_total{handler=\"/metrics\"}[10s]))";
                double scrapes = Http.until(
                        Duration.ofSeconds(60),
                        () -> Http.get(server.url("/api/v1/query?query=" + Http.encode(rate)))
                                .json()
                                .at("/data/result/0/value/1")
                                .asDouble(),
                        value -> value > 0.7);
                assertThat(scrapes).as("one scrape a second").isLessThan(1.5);
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    @Test
    void a_plain_push_in_lokis_format_is_found_again_at_once() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            long nanos = System.currentTimeMillis() * 1_000_000;
            Http.Answer pushed = Http.post(
                    server.url("/loki/api/v1/push"),
                    "application/json",
                    "{\"streams\":[{\"stream\":{\"app\":\"shop\",\"env\":\"test\"},\"values\":[[\"" + nanos
                            + "\",\"hello needle-42\"]]}]}");
            assertThat(pushed.status()).isEqualTo(204);
            for (String query : new String[] {"{app=\"shop\"} |= \"needle\"", "{} |= \"needle-42\""}) {
                Http.Answer answer = Http.get(server.url("/loki/api/v1/query_range?query=" + Http.encode(query)
                        + "&start=" + (nanos - 1_000_000_000L) + "&end=" + (nanos + 1_000_000_000L)));
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.json().path("data").path("resultType").asText())
                        .isEqualTo("streams");
                assertThat(answer.json()
                                .path("data")
                                .path("result")
                                .get(0)
                                .path("values")
                                .get(0)
                                .get(1)
                                .asText())
                        .isEqualTo("hello needle-42");
            }
        }
    }
}
