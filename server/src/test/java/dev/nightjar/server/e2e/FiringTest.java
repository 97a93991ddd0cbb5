package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * Every kind of rule in a whole server, fed by remote write and Loki push: it fires when there is a reason, and is over when
 * there is none any more. Probes and heartbeats by URL are in {@link LookoutsTest}.
 */
class FiringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RULES = """
            groups:
              - name: live
                interval: 500ms
                rules:
                  - {alert: Outlier, outlier: {expr: latency_seconds, of: instance, within: [service]}}
                  - {alert: LongTail, long_tail: {histogram: request_seconds, times: 8, share: 0.02, by: [service]}}
                  - {alert: Gone, absence: {series: beat, by: [host], remember: 5m, within: 20s}}
                  - {alert: NoneAtAll, absence: {series: nowhere_total, within: 20s}}
                  - {alert: Stuck, heartbeat: {series: 'done_total{queue="stuck"}', every: 20s, by: [queue]}}
                  - {alert: NoDataIsFine, expr: 'fine_gauge > 1'}
                  - {alert: NoDataKeeps, expr: 'kept_gauge > 1', no_data: keep}
                  - {alert: NoDataAlerts, expr: 'silent_gauge > 1', no_data: alert}
                  - {alert: Broken, expr: 'left_one * on (job) right_one > 0'}
            """;
    private static final String LOG_RULES = """
            groups:
              - name: logs
                interval: 500ms
                rules:
                  - {alert: LoggedErrors, expr: 'sum by (app) (count_over_time({app="shop"} |= "error" [2s])) > 2'}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private int done = 1;

    private void sample(long secondsAgo, double value, String name, String... labels) {
        Labels series = Labels.of(labels).with("__name__", name);
        batch.writeBytes(
                RemoteWriteBody.of(LabelBytes.encode(series), System.currentTimeMillis() - secondsAgo * 1000, value));
    }

    private void write(ServerProcess server) throws Exception {
        Http.Answer answer = Http.post(
                server.url("/api/v1/write"),
                "application/x-protobuf",
                Snappy.compress(batch.toByteArray()),
                "Content-Encoding",
                "snappy");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        batch.reset();
    }

    private static void log(ServerProcess server, String line) throws Exception {
        long nanos = System.currentTimeMillis() * 1_000_000;
        String values = "[[\"%d\",\"%s 1\"],[\"%d\",\"%s 2\"],[\"%d\",\"%s 3\"]]"
                .formatted(nanos, line, nanos + 1, line, nanos + 2, line);
        Http.Answer answer = Http.post(
                server.url("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{\"app\":\"shop\"},\"values\":" + values + "}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /** What has to come again and again. */
    private void beat(ServerProcess server) throws Exception {
        sample(0, 1, "beat", "host", "h1");
        sample(0, 1, "nowhere_total");
        sample(0, ++done, "done_total", "queue", "stuck");
        write(server);
    }

    private void tail(long secondsAgo, int below, int all) {
        sample(secondsAgo, below, "request_seconds_bucket", "service", "shop", "le", "0.1");
        sample(secondsAgo, all, "request_seconds_bucket", "service", "shop", "le", "10");
        sample(secondsAgo, all, "request_seconds_bucket", "service", "shop", "le", "+Inf");
        sample(secondsAgo, all, "request_seconds_count", "service", "shop");
    }

    private void latencies(double last) {
        for (String instance : new String[] {"a", "b", "c", "d"}) {
            sample(0, 0.1, "latency_seconds", "service", "shop", "instance", instance);
        }
        sample(0, last, "latency_seconds", "service", "shop", "instance", "e");
    }

    /** What the hook was told last of each alert that it was ever told of. */
    private static Map<String, String> told(WebhookReceiver hook) {
        Map<String, String> states = new LinkedHashMap<>();
        for (JsonNode body : hook.bodies("/hook")) {
            for (JsonNode alert : body.path("alerts")) {
                String noData = alert.at("/labels/no_data").asText().isEmpty() ? "" : " no data";
                String rule = alert.at("/labels/rule").asText();
                states.put(
                        alert.at("/labels/alertname").asText() + noData + (rule.isEmpty() ? "" : " " + rule),
                        alert.path("status").asText());
            }
        }
        return states;
    }

    private static Set<String> firing(WebhookReceiver hook) {
        Set<String> firing = new TreeSet<>();
        told(hook).forEach((alert, state) -> {
            if (state.equals("firing")) {
                firing.add(alert);
            }
        });
        return firing;
    }

    @Test
    void each_kind_of_rule_fires_for_its_reason_and_is_over_without_it() throws Exception {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        Files.createDirectories(definitions.resolve("rules"));
        Files.writeString(definitions.resolve("rules/live.yml"), RULES);
        Files.writeString(definitions.resolve("rules/live.logql.yml"), LOG_RULES);
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
        try (WebhookReceiver hook = new WebhookReceiver()) {
            Files.writeString(definitions.resolve("alertmanager.yml"), """
                    route:
                      receiver: hook
                      group_by: [alertname, no_data]
                      group_wait: 0s
                      group_interval: 500ms
                      repeat_interval: 1d
                    receivers:
                      - {name: hook, webhook_configs: [{url: '%s'}]}
                    """.formatted(hook.url("/hook")));
            try (ServerProcess server = ServerProcess.start(
                    folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
                latencies(5);
                tail(50, 0, 0);
                tail(0, 9500, 10_000);
                sample(60, 1, "beat", "host", "h1");
                sample(10, 1, "done_total", "queue", "stuck");
                sample(0, 1, "done_total", "queue", "stuck");
                for (String gauge : new String[] {"fine_gauge", "kept_gauge", "silent_gauge"}) {
                    sample(0, 3, gauge, "service", "shop");
                }
                for (String side : new String[] {"1", "2"}) {
                    sample(0, 1, "left_one", "job", "j", "side", side);
                    sample(0, 1, "right_one", "job", "j", "side", side);
                }
                write(server);
                Http.until(
                        PATIENCE,
                        () -> {
                            log(server, "an error");
                            return firing(hook);
                        },
                        Set.of(
                                "Outlier",
                                "LongTail",
                                "Gone",
                                "NoneAtAll",
                                "Stuck",
                                "NoDataIsFine",
                                "NoDataKeeps",
                                "NoDataAlerts",
                                "RuleFailing Broken",
                                "LoggedErrors")::equals);

                latencies(0.1);
                tail(0, 1_000_000, 1_000_500);
                for (String gauge : new String[] {"fine_gauge", "kept_gauge", "silent_gauge"}) {
                    sample(0, StaleMarker.VALUE, gauge, "service", "shop");
                }
                sample(0, StaleMarker.VALUE, "left_one", "job", "j", "side", "2");
                sample(0, StaleMarker.VALUE, "right_one", "job", "j", "side", "2");
                sample(0, 0, "left_one", "job", "j", "side", "1");
                write(server);
                Http.until(
                        PATIENCE,
                        () -> {
                            beat(server);
                            return firing(hook);
                        },
                        Set.of("NoDataKeeps", "NoDataAlerts", "NoDataAlerts no data")::equals);

                for (String gauge : new String[] {"kept_gauge", "silent_gauge"}) {
                    sample(0, 0, gauge, "service", "shop");
                }
                write(server);
                Http.until(
                        PATIENCE,
                        () -> {
                            beat(server);
                            return firing(hook);
                        },
                        Set::isEmpty);
                assertThat(told(hook)).hasSize(11).containsValue("resolved").doesNotContainValue("firing");
            }
        }
    }
}
