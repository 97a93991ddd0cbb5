package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same configuration, given to a real Prometheus 3 and to Nightjar, makes the same series of the same targets.
 * {@code TEST_PROMETHEUS_3} and {@code TEST_NODE_EXPORTER} name the programs.
 */
class RealScrapeTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final Scraping scraping = new Scraping(
            vertx,
            store,
            new IngestCounters(InstantSource.system()),
            Clock.systemUTC(),
            System::nanoTime,
            workers,
            "test");

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
        scraping.close();
        vertx.close().await();
        workers.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private void run(String... command) throws IOException {
        started.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log" + started.size()).toFile())
                .start());
    }

    private static String program(String variable) {
        String program = System.getenv().getOrDefault(variable, "");
        assumeThat(program).as(variable + " names no program").isNotEmpty();
        return program;
    }

    @Test
    void a_node_exporter_is_scraped_as_prometheus_scrapes_it() throws Exception {
        String exporter = program("TEST_NODE_EXPORTER");
        String prometheus = program("TEST_PROMETHEUS_3");
        int node = freePort();
        int port = freePort();
        run(exporter, "--web.listen-address=127.0.0.1:" + node, "--log.level=error");
        Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: node
                  static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(node));
        run(
                prometheus,
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        scraping.apply(ScrapeFile.read(file));
        await(() -> scraping.active().stream().allMatch(target -> target.health() == ScrapedTarget.Health.UP)
                && asked(port, "{job=\"node\"}").size() > 300);

        // the exporter counts what happens, so some series may come between the two scrapes
        TreeSet<Labels> ours = new TreeSet<>(stored().keySet());
        TreeSet<Labels> theirs = new TreeSet<>(asked(port, "{job=\"node\"}").keySet());
        TreeSet<Labels> missing = new TreeSet<>(theirs);
        missing.removeAll(ours);
        TreeSet<Labels> more = new TreeSet<>(ours);
        more.removeAll(theirs);

        assertThat(ours).hasSizeGreaterThan(300);
        assertThat(missing).isEmpty();
        assertThat(more).isEmpty();
    }

    /** A minute at most. */
    private void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(() -> scraping.active().toString()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** What Prometheus says of each series now; empty while it does not answer. */
    private Map<Labels, Double> asked(int port, String selector) throws Exception {
        Map<Labels, Double> found = new TreeMap<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(selector, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return found;
        }
        for (JsonNode one : JSON.readTree(answer.body()).path("data").path("result")) {
            Map<String, String> labels = new TreeMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            String value = one.path("value").path(1).asText("NaN").replace("Inf", "Infinity");
            found.put(Labels.of(labels), Double.valueOf(value));
        }
        return found;
    }

    /** The last value of each series that has not ended. */
    private Map<Labels, Double> stored() {
        Map<Labels, Double> found = new TreeMap<>();
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor = store.select(
                new SeriesSelection(List.of(new Matcher("__name__", Matcher.Op.MATCHES, ".+")), TimeRange.ALL))) {
            while (cursor.next()) {
                samples.clear();
                cursor.read(samples);
                double last = samples.value(samples.size() - 1);
                if (!dev.nightjar.model.StaleMarker.is(last)) {
                    found.put(cursor.labels(), last);
                }
            }
        }
        return found;
    }
}
