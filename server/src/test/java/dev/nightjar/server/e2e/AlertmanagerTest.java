package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alertmanager's own program for the command line, a real Prometheus, and a real Alertmanager beside Nightjar. {@code
 * TEST_ALERTMANAGER} names Alertmanager, {@code amtool} lies beside it; {@code ./verify} fetches Debian's package.
 */
class AlertmanagerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String TREE = """
        route:
          receiver: web.hook
          group_by: [alertname]
          group_wait: 1s
          group_interval: 2s
          repeat_interval: 1h
          routes:
            - matchers: [team="db", severity=~"page|warning"]
              group_by: ['...']
            - matchers: [team="capped"]
              receiver: capped
        inhibit_rules:
          - source_matchers: [alertname="RackDown"]
            target_matchers: [severity="warning"]
            equal: [rack]
        receivers:
          - name: web.hook
            webhook_configs: [{url: '%1$s'}]
          - name: capped
            webhook_configs: [{url: '%1$s', max_alerts: 2}]
        """;

    @TempDir
    Path folder;

    private static Path alertmanager() {
        String named = System.getenv().getOrDefault("TEST_ALERTMANAGER", "");
        assumeThat(named).as("TEST_ALERTMANAGER names no Alertmanager").isNotEmpty();
        return Path.of(named);
    }

    private ServerProcess nightjar(String url) throws IOException {
        Files.createDirectories(folder.resolve("definitions"));
        Files.writeString(folder.resolve("definitions/alertmanager.yml"), TREE.formatted(url));
        Path config = Files.writeString(
                folder.resolve("nightjar.yaml"), "definitions: definitions\nbaseUrl: http://same.example:9093\n");
        return ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString());
    }

    @Test
    void amtool_sends_silences_and_asks() throws Exception {
        Path amtool = alertmanager().resolveSibling("amtool");
        try (WebhookReceiver hook = new WebhookReceiver();
                ServerProcess server = nightjar(hook.url("/ours"))) {
            String url = "--alertmanager.url=" + server.url("");
            run(amtool, url, "alert", "add", "Slow", "service=checkout", "--annotation=summary=slow");
            assertThat(run(amtool, url, "alert", "query", "service=checkout", "-o", "extended"))
                    .contains("alertname=\"Slow\" service=\"checkout\"")
                    .contains("summary=\"slow\"")
                    .contains("active");
            String id = run(amtool, url, "silence", "add", "service=~check.*", "--comment=testing", "--author=ana")
                    .strip();
            assertThat(run(amtool, url, "silence", "query")).contains(id).contains("service=~\"check.*\"");
            assertThat(run(amtool, url, "alert", "query", "--silenced", "-o", "simple"))
                    .contains("Slow");
            assertThat(run(amtool, url, "alert", "query", "--active", "-o", "json")
                            .strip())
                    .isEqualTo("[]");
            run(amtool, url, "silence", "update", "--duration=3h", id);
            run(amtool, url, "silence", "expire", id);
            assertThat(run(amtool, url, "silence", "query", "--expired")).contains(id);
            assertThat(run(amtool, url, "config", "show")).contains("receiver: web.hook");
            assertThat(run(amtool, url, "config", "routes", "test", "team=capped"))
                    .contains("capped");
            assertThat(run(amtool, url, "config", "routes", "show")).contains("team=\"capped\"");
            assertThat(run(amtool, url, "cluster", "show")).contains("disabled");
        }
    }

    @Test
    void a_real_prometheus_has_nightjar_for_its_alertmanager() throws Exception {
        String prometheus = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(prometheus).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();
        try (WebhookReceiver hook = new WebhookReceiver();
                ServerProcess server = nightjar(hook.url("/ours"))) {
            Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: g
                    interval: 1s
                    rules: [{alert: Down, expr: up == 0, labels: {team: capped}, annotations: {summary: '{{ $labels.job }}'}}]
                """);
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                """.formatted(
                            server.url("").getAuthority()));
            int port = freePort();
            Process process = start(
                    "prometheus",
                    Path.of(prometheus),
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("prometheus"),
                    "--web.enable-remote-write-receiver",
                    // What it says before it has found its Alertmanagers is lost until it says it again.
                    "--rules.alert.resend-delay=1s",
                    "--web.listen-address=127.0.0.1:" + port);
            try {
                URI write = URI.create("http://127.0.0.1:" + port + "/api/v1/write");
                Http.until(SOON, () -> up(write, 0), status -> status == 204);
                JsonNode body = until(() -> hook.bodies("/ours"), bodies -> !bodies.isEmpty())
                        .getFirst();
                assertThat(body.path("receiver").asText()).isEqualTo("capped");
                assertThat(body.path("status").asText()).isEqualTo("firing");
                assertThat(body.at("/alerts/0/labels/alertname").asText()).isEqualTo("Down");
                assertThat(body.at("/alerts/0/annotations/summary").asText()).isEqualTo("db");
                assertThat(body.at("/alerts/0/generatorURL").asText()).contains("/graph?g0.expr=up");
                assertThat(up(write, 1)).isEqualTo(204);
                JsonNode last = until(() -> hook.bodies("/ours"), bodies -> bodies.size() > 1)
                        .getLast();
                assertThat(last.path("status").asText()).isEqualTo("resolved");
                assertThat(last.at("/alerts/0/startsAt")).isEqualTo(body.at("/alerts/0/startsAt"));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static int up(URI write, double value) throws Exception {
        byte[] body = RemoteWriteBody.up("db", System.currentTimeMillis(), value);
        return Http.post(write, "application/x-protobuf", body, "Content-Encoding", "snappy")
                .status();
    }

    @Test
    void webhooks_have_the_bodies_of_a_real_alertmanager() throws Exception {
        Path program = alertmanager();
        try (WebhookReceiver hook = new WebhookReceiver();
                ServerProcess server = nightjar(hook.url("/ours"))) {
            Path config = Files.writeString(folder.resolve("theirs.yml"), TREE.formatted(hook.url("/theirs")));
            try (RealAlertmanager theirs = RealAlertmanager.start(program, folder.resolve("theirs"), config)) {
                long now = System.currentTimeMillis() / 1000;
                List<URI> both = List.of(theirs.url("/api/v2/alerts"), server.url("/api/v2/alerts"));
                post(both, """
                    [{"labels":{"alertname":"Slow","instance":"b","job":"web","u":"ö<&>"},
                      "annotations":{"summary":"b is slow","same":"x"},"startsAt":"%1$s","generatorURL":"http://x/b"},
                     {"labels":{"alertname":"Slow","instance":"a","job":"web"},
                      "annotations":{"summary":"a is slow","same":"x"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Slow"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"RackDown","rack":"r1"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Disk","rack":"r1","team":"db","severity":"warning"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Disk","rack":"r2","team":"db","severity":"warning"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Many","team":"capped","n":"1"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Many","team":"capped","n":"2"},"startsAt":"%1$s"},
                     {"labels":{"alertname":"Many","team":"capped","n":"3"},"startsAt":"%1$s"}]
                    """.formatted(time(now)));
                bothHave(hook, 4);
                post(both, """
                    [{"labels":{"alertname":"Slow"},"startsAt":"%1$s","endsAt":"%2$s"},
                     {"labels":{"alertname":"RackDown","rack":"r1"},"startsAt":"%1$s","endsAt":"%2$s"}]
                    """.formatted(time(now), time(now + 1)));
                // the end of two groups, and what the source held back
                bothHave(hook, 7);
                assertThat(comparable(hook.bodies("/ours"))).isEqualTo(comparable(hook.bodies("/theirs")));
            }
        }
    }

    private static void bothHave(WebhookReceiver hook, int bodies) throws Exception {
        until(() -> hook.bodies("/theirs"), found -> found.size() >= bodies);
        until(() -> hook.bodies("/ours"), found -> found.size() >= bodies);
    }

    /** In the order of their groups, each group's in the order in which they came. */
    private static List<String> comparable(List<JsonNode> bodies) {
        List<JsonNode> sorted = new ArrayList<>(bodies);
        sorted.sort(Comparator.comparing(body -> body.path("groupKey").asText()));
        return sorted.stream()
                .map(body -> {
                    ObjectNode copy = body.deepCopy();
                    copy.remove("notification_reason");
                    return copy.toPrettyString();
                })
                .toList();
    }

    private static void post(List<URI> urls, String body) throws Exception {
        for (URI url : urls) {
            Http.Answer answer = Http.post(url, "application/json", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String time(long seconds) {
        return java.time.Instant.ofEpochSecond(seconds).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private Process start(String name, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static <T> T until(Supplier<T> look, java.util.function.Predicate<T> enough) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        T found = look.get();
        while (!enough.test(found) && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            found = look.get();
        }
        assertThat(enough.test(found)).as("in time, found " + found).isTrue();
        return found;
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        // its word that the versions differ goes elsewhere
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ":\n" + printed)
                .isZero();
        return printed;
    }
}
