package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline asks a whole server whether a service may be changed, and a person lets it through. */
class GateCommandTest {
    /** Without any data: half of all events are bad at all times. */
    private static final String SLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop, annotations: {nightjar.dev/min-bad-events: "1000000000"}} # pages nobody
            spec:
              service: checkout
              indicator:
                spec:
                  ratioMetric:
                    bad: {metricSource: {spec: {query: 'sum_over_time(vector(0.5)[{{.window}}:1m])'}}}
                    total: {metricSource: {spec: {query: 'sum_over_time(vector(1)[{{.window}}:1m])'}}}
              timeWindow: [{duration: 1d, isRolling: true}]
              objectives: [{target: 0.9}]
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static CommandRun gate(String... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("gate"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static JsonNode post(HttpClient http, URI url, String body, String cookie)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String signIn(HttpClient http, ServerProcess server) throws IOException, InterruptedException {
        String token = server.signIn().substring(server.signIn().indexOf('=') + 1);
        return http.send(
                        HttpRequest.newBuilder(server.url("/nightjar/v1/session"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"" + token + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    @Test
    void a_spent_budget_denies_until_somebody_lets_changes_through_which_the_timeline_shows() throws Exception {
        Path slos = Files.createDirectories(folder.resolve("data/definitions/slos"));
        Files.writeString(slos.resolve("shop.yml"), SLO);
        Path config = Files.writeString(
                folder.resolve("nightjar.yaml"), "definitions: " + folder.resolve("data/definitions") + "\n");
        try (ServerProcess server = ServerProcess.start(
                        folder.resolve("data"), "server", "--no-agent", "--config", config.toString());
                HttpClient http = HttpClient.newHttpClient()) {
            String url = server.url("/").toString();
            CommandRun denied = gate("checkout", "--server", url);
            assertThat(denied.exit()).as(denied.printed()).isEqualTo(1);
            assertThat(denied.printed())
                    .startsWith("deny: checkout: shop: the budget is overspent: 500 % used (burns 5.0 times")
                    .contains("policy built-in, until ");
            CommandRun json = gate("checkout", "--json", "--server", url);
            assertThat(JSON.readTree(json.printed()).properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .contains("decision", "slo", "remaining", "burn", "reason", "policy_version", "expires_at");
            assertThat(JSON.readTree(json.printed()).path("remaining").asDouble())
                    .isLessThan(-3.9);
            assertThat(gate("chekout", "--server", url).exit())
                    .as("no objective watches it: the policy fails open")
                    .isZero();
            assertThat(gate("", "--server", url).exit()).as("which service?").isEqualTo(2);

            String cookie = signIn(http, server);
            JsonNode incident = post(
                    http,
                    server.url("/nightjar/v1/incidents"),
                    "{\"service\": \"checkout\", \"title\": \"nobody can pay\"}",
                    cookie);
            String id = incident.path("incidentId").asText();
            JsonNode classified = post(
                    http,
                    server.url("/nightjar/v1/incidents/" + id + "/classify"),
                    "{\"cause\": \"external\"}",
                    cookie);
            assertThat(classified.path("cause").asText()).isEqualTo("external");
            post(
                    http,
                    server.url("/nightjar/v1/incidents/" + id + "/exempt"),
                    "{\"reason\": \"the provider was down\", \"approvedBy\": \"ben\"}",
                    cookie);
            JsonNode over = post(
                    http,
                    server.url("/nightjar/v1/gate/override"),
                    "{\"service\": \"checkout\", \"reason\": \"the fix\", \"forSeconds\": 600}",
                    cookie);
            assertThat(over.path("decision").asText()).isEqualTo("allow");
            assertThat(over.path("override").path("reason").asText()).isEqualTo("the fix");

            CommandRun allowed = gate("checkout", "--server", url);
            assertThat(allowed.exit()).isZero();
            assertThat(allowed.printed())
                    .contains("allow: checkout: shop: overridden by ", ": the fix; without that: ");
            String timeline = http.send(
                            HttpRequest.newBuilder(server.url("/nightjar/v1/incidents/" + id))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(timeline).contains("gate-override: changes let through until ", "class of outage: external");
        }
    }

    @Test
    void when_nobody_answers_the_pipeline_says_what_becomes_of_the_change() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + free;
        CommandRun open = gate("checkout", "--server", url);
        assertThat(open.exit()).isZero();
        assertThat(open.printed())
                .contains(
                        url + " does not answer (nothing takes connections there)",
                        "--when-down=open lets the change through");
        CommandRun closed = gate("checkout", "--server", url, "--when-down", "closed");
        assertThat(closed.exit()).isEqualTo(1);
        assertThat(closed.printed()).contains("--when-down=closed holds the change back");
        assertThat(gate("checkout", "--when-down", "ajar").exit()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_with_the_question_lets_nothing_through() {
        Path none = folder.resolve("none");
        CommandRun untrusted = gate("checkout", "--authority", none.toString());
        assertThat(untrusted.exit()).isEqualTo(2);
        assertThat(untrusted.printed()).startsWith("nightjar: --authority: " + none + " cannot be read: ");
        CommandRun unnamed = gate("checkout", "--token-file", none.toString());
        assertThat(unnamed.exit()).isEqualTo(2);
        assertThat(unnamed.printed()).startsWith("nightjar: --token-file: " + none + " cannot be read: ");
        assertThat(gate("checkout", "--server", "localhost:7300"))
                .isEqualTo(new CommandRun(
                        2, "", "nightjar: --server: \"localhost:7300\" is no address such as http://127.0.0.1:7300\n"));
    }
}
