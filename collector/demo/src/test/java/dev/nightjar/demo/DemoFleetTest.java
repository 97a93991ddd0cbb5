package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.SampleBatch;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFleetTest {
    private final Set<Labels> series = ConcurrentHashMap.newKeySet();
    private final Set<Labels> streams = ConcurrentHashMap.newKeySet();
    private final Queue<Long> sampleTimes = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void the_fleet_makes_history_reports_and_writes_down_the_truth_of_its_fault() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            InputStream sent = exchange.getRequestBody();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            take(exchange.getRequestURI().getPath(), (zipped ? new GZIPInputStream(sent) : sent).readAllBytes());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        InstantSource clock = InstantSource.system();
        long start = clock.millis();
        DemoConfig config = new DemoConfig(
                url,
                folder.resolve("demo"),
                Duration.ofMillis(200),
                Duration.ofMinutes(3),
                Fault.SLOW_DISK,
                Duration.ZERO,
                11);
        try (DemoFleet fleet = new DemoFleet(config, clock)) {
            fleet.start();
            await(() -> Files.exists(config.truthFile()) && series.size() > 2_000 && !streams.isEmpty());
        } finally {
            server.stop(0);
        }
        assertThat(problems).isEmpty();
        assertThat(Files.readString(config.truthFile()))
                .contains("\"fault\": \"slow-disk\"", "\"instance\": \"checkout-");
        assertThat(sampleTimes).anyMatch(time -> time < start - 150_000);
        assertThat(series.stream().map(labels -> labels.get("instance")).distinct())
                .hasSize(30);
        assertThat(series)
                .extracting(Labels::metricName)
                .contains(
                        "http_requests_total",
                        "http_request_duration_seconds_bucket",
                        "node_disk_write_time_seconds_total",
                        "node_disk_writes_completed_total",
                        "node_cpu_seconds_total",
                        "node_memory_MemAvailable_bytes",
                        "process_resident_memory_bytes",
                        "app_info");
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.get("service")).isIn("checkout", "catalog", "payment"));
    }

    private void take(String path, byte[] body) {
        try {
            if (path.endsWith("/ingest/metrics")) {
                SampleBatch batch = BatchCodec.decodeSamples(body);
                for (int s = 0; s < batch.seriesCount(); s++) {
                    series.add(LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s)));
                    sampleTimes.add(batch.timestampMillis(batch.firstSample(s)));
                }
            } else if (path.endsWith("/ingest/logs")) {
                for (LogBatch.Stream stream : BatchCodec.decodeLogs(body).streams()) {
                    streams.add(stream.labels());
                }
            }
        } catch (Exception e) {
            problems.add(path + ": " + e);
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "within a minute; so far %s series, %s streams, first problem %s"
                            .formatted(series.size(), streams.size(), problems.peek()))
                    .isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
