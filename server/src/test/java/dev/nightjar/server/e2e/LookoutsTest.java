package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.client.NightjarClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes, heartbeats and actions in a whole server, which probes itself. */
class LookoutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static JsonNode api(ServerProcess server, String path) throws Exception {
        return Http.get(server.url("/nightjar/v1/" + path)).json();
    }

    private static JsonNode promQl(ServerProcess server, String query) throws Exception {
        return Http.get(server.url("/api/v1/query?query=" + Http.encode(query)))
                .json()
                .at("/data/result");
    }

    @Test
    void what_is_defined_is_probed_waited_for_and_done() throws Exception {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        Files.writeString(definitions.resolve("blackbox.yml"), "modules: {http_2xx: {prober: http}}\n");
        Files.writeString(definitions.resolve("probes.yml"), """
                probes:
                  - {name: nobody, kind: tcp, target: '127.0.0.1:1', interval: 1s, failing: 1 of 1, labels: {service: shop}}
                """);
        Files.writeString(definitions.resolve("heartbeats.yml"), """
                heartbeats:
                  - {name: backup, token: token-of-backup, every: 1d, service: shop}
                """);
        try (WebhookReceiver scaler = new WebhookReceiver()) {
            Files.writeString(definitions.resolve("actions.yml"), """
                    actions:
                      - {name: tell, matchers: [alertname = HeartbeatFailed], url: '%s', cooldown: 5m}
                    """.formatted(scaler.url("/tell")));
            Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
            try (ServerProcess server = ServerProcess.start(
                    folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
                JsonNode failing = Http.until(
                        PATIENCE,
                        () -> promQl(server, "probe_failing{probe=\"nobody\"} == 1"),
                        found -> found.size() == 1);
                assertThat(failing.at("/0/metric/service").asText()).isEqualTo("shop");
                JsonNode probe = api(server, "probes").at("/probes/0");
                assertThat(probe.at("/state").asText()).isEqualTo("failing");
                assertThat(probe.at("/lastFailure/phase").asText()).isEqualTo("connect");

                String asked = "/probe?module=http_2xx&target="
                        + Http.encode(server.url("/-/healthy").toString());
                assertThat(Http.get(server.url(asked)).body().lines())
                        .contains("probe_success 1", "probe_http_status_code 200");

                try (NightjarClient client = NightjarClient.builder("shop", "shop-1")
                        .server(server.url("/"))
                        .start()) {
                    client.heartbeat("token-of-backup");
                    assertThat(client.drain(PATIENCE)).isTrue();
                }
                assertThat(api(server, "heartbeats").at("/heartbeats/0/state").asText())
                        .isEqualTo("up");
                assertThat(Http.get(server.url("/heartbeat/token-of-backup/3")).status())
                        .isEqualTo(200);
                JsonNode alerts = Http.until(
                        PATIENCE,
                        () -> promQl(server, "ALERTS{alertname=\"HeartbeatFailed\", alertstate=\"firing\"}"),
                        found -> found.size() == 1);
                assertThat(alerts.at("/0/metric/heartbeat").asText()).isEqualTo("backup");
                JsonNode told = Http.until(PATIENCE, () -> scaler.bodies("/tell"), bodies -> !bodies.isEmpty())
                        .getFirst();
                assertThat(told.at("/alerts/0/labels/heartbeat").asText()).isEqualTo("backup");
                assertThat(api(server, "actions")
                                .at("/actions/0/standings/0/firing")
                                .asBoolean())
                        .isTrue();
            }
        }
    }
}
