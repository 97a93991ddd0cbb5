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

    @Test
    void classic_histograms_become_native_ones_as_prometheus_makes_them() throws Exception {
        String prometheus = program("TEST_PROMETHEUS_3");
        int port = freePort();
        try (TestingTarget target = new TestingTarget()) {
            target.type = TestingTarget.OPEN_METRICS;
            target.shows("""
                    # TYPE latency_seconds histogram
                    # UNIT latency_seconds seconds
                    latency_seconds_bucket{path="/",le="-1.5"} 1
                    latency_seconds_bucket{path="/",le="0.5"} 2
                    latency_seconds_bucket{path="/",le="1e0"} 2
                    latency_seconds_bucket{path="/",le="2.5"} 5 # {trace_id="t"} 0.7
                    latency_seconds_bucket{path="/",le="+Inf"} 6
                    latency_seconds_count{path="/"} 6
                    latency_seconds_sum{path="/"} 9.5
                    latency_seconds_bucket{path="/empty",le="1"} 0
                    latency_seconds_bucket{path="/empty",le="+Inf"} 0
                    latency_seconds_count{path="/empty"} 0
                    latency_seconds_sum{path="/empty"} 0
                    latency_seconds_bucket{path="/one",le="+Inf"} 3
                    latency_seconds_count{path="/one"} 3
                    latency_seconds_sum{path="/one"} 7
                    # TYPE size_bytes gauge
                    size_bytes 5
                    # TYPE parts histogram
                    parts_bucket{le="0.1"} 1.5
                    parts_bucket{le="+Inf"} 2.25
                    parts_count 2.25
                    parts_sum 0.75
                    # TYPE calls summary
                    calls{quantile="0.5"} 1
                    calls_count 3
                    calls_sum 4
                    # EOF
                    """);
            Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s}
                    scrape_configs:
                    - job_name: service
                      convert_classic_histograms_to_nhcb: true
                      static_configs: [{targets: ["%s"]}]
                    """.formatted(target.address()));
            run(
                    prometheus,
                    "--enable-feature=native-histograms",
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port);
            scraping.apply(ScrapeFile.read(file));
            await(() -> scraping.active().stream().allMatch(one -> one.health() == ScrapedTarget.Health.UP)
                    && asked(port, "up == 1").size() == 1);

            Map<Labels, String> theirs = histograms(ask(port, "{job=\"service\"}"));
            assertThat(StoredHistograms.in(store)).isEqualTo(theirs).hasSize(4);
            assertThat(stored().keySet())
                    .isEqualTo(asked(port, "{job=\"service\"}").keySet());
            Labels samples = Labels.of(
                    Map.of("__name__", "scrape_samples_scraped", "job", "service", "instance", target.address()));
            assertThat(stored().get(samples))
                    .isEqualTo(asked(port, "scrape_samples_scraped").get(samples))
                    .isEqualTo(8);
        }
    }

    /** Those among what Prometheus answered, in words. */
    private static Map<Labels, String> histograms(JsonNode result) {
        Map<Labels, String> found = new TreeMap<>();
        for (JsonNode one : result) {
            JsonNode histogram = one.path("histogram").path(1);
            if (!histogram.isMissingNode()) {
                List<String> buckets = new ArrayList<>();
                histogram
                        .path("buckets")
                        .forEach(bucket -> buckets.add(StoredHistograms.bucket(
                                number(bucket.path(1)), number(bucket.path(2)), number(bucket.path(3)))));
                found.put(
                        labels(one),
                        StoredHistograms.words(
                                number(histogram.path("count")), number(histogram.path("sum")), buckets));
            }
        }
        return found;
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
        for (JsonNode one : ask(port, selector)) {
            found.put(labels(one), number(one.path("value").path(1)));
        }
        return found;
    }

    private static Labels labels(JsonNode one) {
        Map<String, String> labels = new TreeMap<>();
        one.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return Labels.of(labels);
    }

    private static double number(JsonNode text) {
        return Double.parseDouble(text.asText("NaN").replace("Inf", "Infinity"));
    }

    /** What Prometheus answers; nothing while it does not. */
    private JsonNode ask(int port, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        try {
            return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("data")
                    .path("result");
        } catch (IOException e) {
            return JSON.createArrayNode();
        }
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
