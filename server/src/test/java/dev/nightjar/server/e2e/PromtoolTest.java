package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own programs ask Nightjar: promtool through the HTTP API, a server through remote read. */
class PromtoolTest {
    @TempDir
    Path folder;

    /** Beside the Prometheus that {@code TEST_PROMETHEUS} names; {@code ./verify} fetches Debian's package. */
    private static Path program(String name) {
        String prometheus = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(prometheus).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();
        Path program = Path.of(prometheus).resolveSibling(name);
        assumeThat(program).as(name + " beside it").exists();
        return program;
    }

    @Test
    void promtool_asks_for_values_series_and_labels() throws Exception {
        Path promtool = program("promtool");
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            long now = System.currentTimeMillis() / 1000 * 1000;
            for (String job : List.of("a", "b")) {
                Http.Answer written = Http.post(
                        server.url("/api/v1/write"),
                        "application/x-protobuf",
                        RemoteWriteBody.up(job, now, 1),
                        "Content-Encoding",
                        "snappy");
                assertThat(written.status()).as(written.body()).isEqualTo(204);
            }
            String url = server.url("").toString();
            long seconds = now / 1000;

            assertThat(run(promtool, "query", "instant", "--time=" + seconds, url, "sum(up)"))
                    .isEqualTo("{} => 2 @[" + seconds + "]\n");
            assertThat(run(
                            promtool,
                            "query",
                            "range",
                            "--start=" + (seconds - 60),
                            "--end=" + seconds,
                            "--step=30s",
                            url,
                            "up{job=\"a\"}"))
                    .isEqualTo("up{job=\"a\"} =>\n1 @[" + seconds + "]\n");
            assertThat(run(promtool, "query", "series", "--match=up", url))
                    .isEqualTo("{__name__=\"up\", job=\"a\"}\n{__name__=\"up\", job=\"b\"}\n");
            assertThat(run(promtool, "query", "labels", url, "job")).isEqualTo("a\nb\n");
        }
    }

    @Test
    void a_real_prometheus_reads_what_nightjar_stores() throws Exception {
        Path prometheus = program("prometheus");
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            long now = System.currentTimeMillis();
            for (int i = 200; i >= 0; i--) {
                Http.post(
                        server.url("/api/v1/write"),
                        "application/x-protobuf",
                        RemoteWriteBody.up("far", now - 1000L * i, 0.5 + i),
                        "Content-Encoding",
                        "snappy");
            }
            Path config =
                    Files.writeString(folder.resolve("prometheus.yml"), """
                    remote_read:
                      - url: %s
                        read_recent: true
                    """.formatted(server.url("/api/v1/read")));
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                port = free.getLocalPort();
            }
            Process process = new ProcessBuilder(
                            prometheus.toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("prometheus"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            try {
                String query = "sum_over_time(up{job=\"far\"}[1h])";
                String path = "/api/v1/query?time=" + now / 1000.0 + "&query=" + Http.encode(query);
                JsonNode ours = Http.get(server.url(path)).json().at("/data/result/0/value/1");
                assertThat(ours.asText()).isEqualTo("20200.5");
                Http.until(
                        Duration.ofSeconds(60),
                        () -> Http.get(URI.create("http://127.0.0.1:" + port + path)),
                        answer -> answer.body().contains("\"" + ours.asText() + "\""));
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ":\n" + printed)
                .isZero();
        return printed;
    }
}
