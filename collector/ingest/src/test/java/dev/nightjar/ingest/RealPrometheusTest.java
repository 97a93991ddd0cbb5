package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes a target of ours and sends what it found: 1.0 from Debian's old one, 2.0 with native
 * histograms from a Prometheus 3. {@code TEST_PROMETHEUS} and {@code TEST_PROMETHEUS_3} name the programs.
 */
class RealPrometheusTest {
    private static final SeriesSelection REQUESTS =
            new SeriesSelection(List.of(Matcher.equal("__name__", "requests_total")), TimeRange.ALL);

    @TempDir
    Path folder;

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final LogSink logs = new InMemoryLogStore();
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer target;
    private int port;

    @BeforeEach
    void start() throws IOException {
        IngestRoutes routes = new IngestRoutes(
                vertx, series, logs, IngestLimits.DEFAULTS, (token, remote) -> true, counters, workers);
        port = vertx.createHttpServer()
                .requestHandler(routes::handle)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        target.createContext("/metrics", RealPrometheusTest::expose);
        target.start();
    }

    @AfterEach
    void stop() {
        target.stop(0);
        vertx.close().await();
        workers.close();
    }

    private static void expose(HttpExchange exchange) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        boolean proto = accept.contains("application/vnd.google.protobuf");
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        proto
                                ? "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                                        + " encoding=delimited"
                                : "application/openmetrics-text; version=1.0.0; charset=utf-8");
        byte[] body = proto
                ? protobuf()
                : """
                # TYPE requests counter
                # HELP requests Requests so far.
                requests_total{code="200"} 17 # {trace_id="abc"} 0.25 %d.5
                # EOF
                """.formatted(System.currentTimeMillis() / 1000 - 1).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] protobuf() {
        long seconds = System.currentTimeMillis() / 1000;
        ProtoBytes exemplar = new ProtoBytes()
                .message(1, ProtoBytes.label("trace_id", "abc"))
                .fixed64(2, Double.doubleToRawLongBits(0.25))
                .message(3, new ProtoBytes().varint(1, seconds - 1));
        ProtoBytes counter = new ProtoBytes()
                .text(1, "requests_total")
                .text(2, "Requests so far.")
                .varint(3, 0)
                .message(
                        4,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("code", "200"))
                                .message(
                                        3,
                                        new ProtoBytes()
                                                .fixed64(1, Double.doubleToRawLongBits(17))
                                                .message(2, exemplar)));
        ProtoBytes histogram = new ProtoBytes()
                .varint(1, 15)
                .fixed64(2, Double.doubleToRawLongBits(18.5))
                .varint(5, HistogramBytes.zigzag(3))
                .fixed64(6, Double.doubleToRawLongBits(1e-128))
                .varint(7, 2)
                .message(12, HistogramBytes.span(-2, 2))
                .message(12, HistogramBytes.span(3, 1))
                .varint(13, HistogramBytes.zigzag(4))
                .varint(13, HistogramBytes.zigzag(-1))
                .varint(13, HistogramBytes.zigzag(3));
        ProtoBytes latency = new ProtoBytes()
                .text(1, "latency_seconds")
                .text(2, "How long.")
                .varint(3, 4)
                .message(4, new ProtoBytes().message(7, histogram));
        byte[] first = counter.toBytes();
        byte[] second = latency.toBytes();
        return new ProtoBytes()
                .packed(first.length)
                .append(first)
                .packed(second.length)
                .append(second)
                .toBytes();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    /** Runs the program until {@code seen}, a minute at most. */
    private void run(String program, String remoteWrite, String features, BooleanSupplier seen) throws Exception {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: test
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                remote_write:
                  - url: http://127.0.0.1:%d/api/v1/write
                    queue_config: {batch_send_deadline: 300ms}
                    metadata_config: {send_interval: 1s}
                    send_exemplars: true
                    %s
                """.formatted(
                        target.getAddress().getPort(), port, remoteWrite));
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + freePort(),
                        "--enable-feature=" + features)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (!seen.getAsBoolean() && process.isAlive() && System.nanoTime() < deadline) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            assertThat(seen.getAsBoolean())
                    .as(() -> counters.expose() + read(folder.resolve("prometheus.log")))
                    .isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertExemplarsAndMetadata(String family) {
        List<SeriesExemplars> exemplars = series.exemplars(REQUESTS);
        assertThat(exemplars).hasSize(1);
        assertThat(exemplars.getFirst().exemplars().getFirst().value()).isEqualTo(0.25);
        assertThat((Object) exemplars.getFirst().exemplars().getFirst().labels())
                .isEqualTo(Labels.of("trace_id", "abc"));
        assertThat(series.metadata(family))
                .containsEntry(
                        family,
                        List.of(new MetricMetadata(family, MetricMetadata.Type.COUNTER, "Requests so far.", "")));
    }

    @Test
    void an_old_prometheus_sends_exemplars_and_metadata() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(program).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();

        run(
                program,
                "",
                "exemplar-storage",
                () -> !series.exemplars(REQUESTS).isEmpty()
                        && !series.metadata("requests").isEmpty());

        assertExemplarsAndMetadata("requests");
    }

    @Test
    void a_prometheus_3_sends_native_histograms_by_remote_write_2() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus").isNotEmpty();

        run(
                program,
                "send_native_histograms: true\n    protobuf_message: io.prometheus.write.v2.Request",
                "exemplar-storage,native-histograms,metadata-wal-records",
                () -> !histograms().isEmpty()
                        && !series.exemplars(REQUESTS).isEmpty()
                        && !series.metadata("latency_seconds").isEmpty());

        assertExemplarsAndMetadata("requests_total");
        NativeHistogram found = histograms().getFirst();
        assertThat(found.schema()).isEqualTo(3);
        assertThat(found.count()).isEqualTo(15);
        assertThat(found.positive()).hasToString("[-2=4.0, -1=3.0, 3=6.0]");
        assertThat(counters.expose()).contains("outcome=\"accepted\"").doesNotContain("outcome=\"malformed\"");
    }

    private List<NativeHistogram> histograms() {
        List<NativeHistogram> found = new ArrayList<>();
        try (SeriesCursor cursor = series.select(
                new SeriesSelection(List.of(Matcher.equal("__name__", "latency_seconds")), TimeRange.ALL))) {
            SampleBuffer buffer = new SampleBuffer();
            while (cursor.next()) {
                cursor.read(buffer);
            }
            for (int i = 0; i < buffer.size(); i++) {
                NativeHistogram histogram = buffer.histogram(i);
                if (histogram != null) {
                    found.add(histogram);
                }
            }
        }
        return found;
    }
}
