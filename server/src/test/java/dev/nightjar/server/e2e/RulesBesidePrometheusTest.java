package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * The same rule file over the same samples, in a real Prometheus and here: the same series come of it, and end. That a rule
 * fails has an alert of its own here.
 */
class RulesBesidePrometheusTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String RULES = """
        groups:
          - name: recorded
            interval: 1s
            rules:
              - {record: 'job:up:sum', expr: sum by (job) (up)}
              - {record: 'job:up:double', expr: 'job:up:sum * 2', labels: {kind: double}}
              - {record: 'up:share', expr: 'sum(up) / count(up)', labels: {empty: ''}}
              - {record: 'up:nan', expr: 'vector(NaN)'}
          - name: alerts
            interval: 1s
            rules:
              - alert: Down
                expr: up == 0
                labels: {severity: '{{ if eq $labels.job "a" }}page{{ else }}ticket{{ end }}', instance: '{{ $labels.instance }} at {{ $value }}'}
                annotations: {summary: '{{ $labels.instance }}'}
              - {alert: Waiting, expr: up == 0, for: 1h, labels: {instance: '{{ $labels.job }}-{{ $labels.instance }}', job: ''}}
              - {alert: Gone, expr: 'absent(nothing{team="x"})'}
              - {alert: Often, expr: 'count_over_time(ALERTS{alertname="Gone"}[1h]) > 0'}
              - {alert: Twice, expr: up, labels: {instance: same, job: same}}
        """;

    private record Sides(Set<String> theirs, Set<String> ours) {}

    @TempDir
    Path folder;

    @Test
    void gives_the_same_series_and_ends_them() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(program).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();
        Path rules = Files.createDirectories(folder.resolve("definitions/rules"));
        Files.writeString(rules.resolve("r.yml"), RULES);
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
        Path theirConfig =
                Files.writeString(folder.resolve("prometheus.yml"), "rule_files: [definitions/rules/r.yml]\n");
        int port = freePort();
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + theirConfig,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.enable-remote-write-receiver",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        try (ServerProcess server =
                ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            URI theirs = URI.create("http://127.0.0.1:" + port);
            URI ours = server.url("");
            Http.until(SOON, () -> Http.get(theirs.resolve("/-/ready")), answer -> answer.status() == 200);
            write(theirs, ours, Map.of("a/1", 0, "a/2", 0, "b/1", 1, "c/1", 0));
            Set<String> all = agree(
                    theirs,
                    ours,
                    found -> found.size() >= 12
                            && has(found, "\"alertstate\":\"pending\"")
                            && has(found, "\"severity\":\"ticket\"")
                            && has(found, "job:up:double"));
            assertThat(all).noneMatch(series -> series.contains("\"Twice\""));

            write(theirs, ours, Map.of("c/1", 1));
            agree(theirs, ours, found -> found.size() >= 10 && !has(found, "ticket") && !has(found, "c-1"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Waits until both have the same, and of that what is meant: groups follow each other, so that both may be half way. */
    private static Set<String> agree(URI theirs, URI ours, Predicate<Set<String>> meant) throws Exception {
        Sides same = Http.until(
                SOON,
                () -> new Sides(series(theirs), series(ours)),
                sides -> sides.theirs.equals(sides.ours) && meant.test(sides.ours),
                Duration.ofMillis(200));
        return same.ours;
    }

    private static boolean has(Set<String> found, String part) {
        return found.stream().anyMatch(series -> series.contains(part));
    }

    /** What rules gave, by labels and value; of since when an alert is active only that it is said. */
    private static Set<String> series(URI server) throws IOException, InterruptedException {
        Set<String> found = new TreeSet<>();
        for (String query : new String[] {
            "{__name__=~\"job:.*|up:.*|ALERTS\",alertname!=\"RuleFailing\"}",
            "ALERTS_FOR_STATE{alertname!=\"RuleFailing\"} * 0"
        }) {
            JsonNode result = Http.get(server.resolve("/api/v1/query?query=" + Http.encode(query)))
                    .json()
                    .at("/data/result");
            for (JsonNode sample : result) {
                TreeSet<String> labels = new TreeSet<>();
                sample.path("metric")
                        .properties()
                        .forEach(label -> labels.add("\"" + label.getKey() + "\":" + label.getValue()));
                found.add(labels + " " + sample.path("value").path(1).asText());
            }
        }
        return found;
    }

    /** All at once: no side may see one without another. */
    private static void write(URI theirs, URI ours, Map<String, Integer> values) throws Exception {
        long now = System.currentTimeMillis();
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        values.forEach((place, value) -> {
            String[] parts = place.split("/", 2);
            byte[] labels = LabelBytes.encode(Labels.of("__name__", "up", "instance", parts[1], "job", parts[0]));
            series.writeBytes(RemoteWriteBody.of(labels, now, (double) value));
        });
        byte[] body = Snappy.compress(series.toByteArray());
        for (URI server : new URI[] {theirs, ours}) {
            Http.Answer answer = Http.post(
                    server.resolve("/api/v1/write"), "application/x-protobuf", body, "Content-Encoding", "snappy");
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}
