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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private final Scraping scraping =
            new Scraping(vertx, store, new IngestCounters(), Clock.systemUTC(), System::nanoTime, workers, "test");
    private TestingTarget text;
    private TestingTarget open;

    @BeforeEach
    void start() throws IOException {
        text = new TestingTarget();
        text.shows("""
                # HELP plain Some "help" with \\\\ and \\n.
                # TYPE plain gauge
                plain 1
                  plain{a="1", b = "two" ,} 2.5e-3
                plain{instance="mine",job="theirs"} 0x10
                """.replace("0x10", "+Inf") + """
                # a comment
                # TYPE size histogram
                size_bucket{le="1"} 1
                size_bucket{le="1e6"} 2
                size_bucket{le="+Inf"} 3
                size_sum 1000002
                size_count 3
                # TYPE took summary
                took{quantile="0.50"} 4
                took_sum NaN
                took_count 2
                untyped{text="a\\"b\\\\c\\nd"} -0.0
                {"quoted.name","quoted.label"="x"} 7
                dropped_by_rule 1
                empty{label=""} 1
                """);
        open = new TestingTarget();
        open.type = TestingTarget.OPEN_METRICS;
        open.shows("""
                # TYPE requests counter
                # HELP requests Requests.
                requests_total{code="200"} 17 # {trace_id="abc"} 0.5
                requests_created{code="200"} 1.6e9
                # TYPE build info
                build_info{version="1"} 1
                # TYPE wait histogram
                # UNIT wait seconds
                wait_seconds_bucket{le="0.5"} 1
                wait_seconds_bucket{le="+Inf"} 2
                # EOF
                """);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
        scraping.close();
        text.close();
        open.close();
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
    void prometheus_and_nightjar_make_the_same_series_of_the_same_targets() throws Exception {
        String prometheus = program("TEST_PROMETHEUS_3");
        int port = freePort();
        String config = """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                - job_name: text
                  static_configs: [{targets: ["%1$s"], labels: {zone: eu}}]
                  metric_relabel_configs:
                  - {source_labels: [__name__], regex: dropped_.*, action: drop}
                  - {source_labels: [__name__], regex: "(pl)(ain)", target_label: halves, replacement: "${2}-$1"}
                - job_name: honest
                  honor_labels: true
                  metrics_path: /other
                  params: {module: [one]}
                  static_configs: [{targets: ["%1$s"]}]
                  relabel_configs:
                  - {source_labels: [__param_module], target_label: module}
                  - {source_labels: [__address__], modulus: 7, target_label: shard, action: hashmod}
                  - {regex: __param_(.*), replacement: "asked_$1", action: labelmap}
                - job_name: open
                  static_configs: [{targets: ["%2$s"]}]
                - job_name: limited
                  sample_limit: 2
                  static_configs: [{targets: ["%2$s"]}]
                - job_name: binary
                  scrape_protocols: [PrometheusProto]
                  static_configs: [{targets: ["127.0.0.1:%3$d"]}]
                  metric_relabel_configs:
                  - {source_labels: [__name__], regex: "up|scrape_.*|prometheus_(build_info|tsdb_head_.*|rule_.*|engine_query_duration.*)", action: keep}
                """.formatted(text.address(), open.address(), port);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        run(
                prometheus,
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        scraping.apply(ScrapeFile.read(file));
        String selector = "{job=~\"text|honest|open|limited|binary|theirs\"}";
        await(() -> scraping.active().stream().allMatch(RealScrapeTest::wasScraped)
                && asked(port, selector).keySet().stream()
                                .filter(labels -> labels.metricName().equals("up"))
                                .count()
                        == 5);

        Map<Labels, Double> theirs = asked(port, selector);
        Map<Labels, Double> ours = stored();

        assertThat(new TreeSet<>(ours.keySet())).isEqualTo(new TreeSet<>(theirs.keySet()));
        ours.forEach((labels, value) -> {
            boolean moves = labels.get("job").equals("binary")
                    || labels.metricName().equals("scrape_duration_seconds")
                    || labels.metricName().equals("scrape_series_added");
            if (!moves) {
                assertThat(value).as(labels.toString()).isEqualTo(theirs.get(labels));
            }
        });
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

    private static boolean wasScraped(ScrapedTarget target) {
        return target.health() == ScrapedTarget.Health.UP || target.lastError().startsWith("sample_limit exceeded");
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
