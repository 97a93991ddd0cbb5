package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.http.TestingServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRoutesTest {
    private final TestingPrometheus prometheus = new TestingPrometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status/buildinfo | {"version":"0.1.0","revision":"","branch":"","buildUser":"","buildDate":"","goVersion":""}
            status/flags | {"query.lookback-delta":"5m"}
            status/config | {"yaml":"listen: \\"127.0.0.1:7300\\"\\n"}
            status/walreplay | {"min":0,"max":0,"current":0,"state":"done"}
            notifications | []
            targets | {"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{}}
            targets/metadata | []
            scrape_pools | {"scrapePools":[]}
            """)
    void the_program_says_what_it_is(String path, String data) {
        assertThat(prometheus.get(path)).isEqualTo(success(data));
    }

    @Test
    void the_run_time_is_told_under_its_usual_names() {
        JsonNode runtime = TestingServer.json(prometheus.server.get("/api/v1/status/runtimeinfo"))
                .path("data");

        assertThat(runtime.path("startTime").asText()).isEqualTo("2023-11-14T19:26:40Z");
        assertThat(runtime.path("serverTime").asText()).isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(runtime.path("CWD").asText()).isEqualTo("/srv");
        assertThat(runtime.path("GOMAXPROCS").asInt()).isPositive();
        assertThat(runtime.path("storageRetention").asText()).isEqualTo("30d");
    }

    @Test
    void what_could_not_be_reloaded_is_told_until_it_can() throws Exception {
        ReloadState well = prometheus.reload.get();
        prometheus.reload.set(new ReloadState(
                well.lastSuccess(),
                List.of(new ReloadState.Refusal(
                        Instant.ofEpochSecond(1_700_000_000), List.of("a.yml:3: no expression")))));
        String failed =
                "{\"text\":\"Configuration reload has failed, everything goes on as before: a.yml:3: no expression\","
                        + "\"date\":\"2023-11-14T22:13:20Z\",\"active\":";

        assertThat(prometheus.get("notifications")).isEqualTo(success("[" + failed + "true}]"));
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/status/runtimeinfo"))
                        .at("/data/reloadConfigSuccess")
                        .asBoolean(true))
                .isFalse();
        URI live = URI.create("http://127.0.0.1:" + prometheus.server.port() + "/api/v1/notifications/live");
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines = client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofLines())
                        .body()) {
            Iterator<String> events =
                    lines.filter(line -> line.startsWith("data: ")).iterator();
            assertThat(events.next()).isEqualTo("data: " + failed + "true}");
            prometheus.reload.set(well);
            assertThat(events.next()).isEqualTo("data: " + failed + "false}");
        }
        assertThat(prometheus.get("notifications")).isEqualTo(success("[]"));
    }

    @Test
    void who_may_no_longer_read_is_told_of_nothing_more() throws Exception {
        URI live = URI.create("http://127.0.0.1:" + prometheus.server.port() + "/api/v1/notifications/live");
        HttpRequest request = HttpRequest.newBuilder(live)
                .header("Authorization", "Bearer " + TestingPrometheus.TOKEN_OF_AN_HOUR)
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(request, BodyHandlers.ofLines()).body()) {
            Iterator<String> told = lines.iterator();
            assertThat(told.next()).isEqualTo(": connected");

            prometheus.clock.advance(Duration.ofHours(1));
            prometheus.reload.set(new ReloadState(
                    Instant.EPOCH, List.of(new ReloadState.Refusal(Instant.EPOCH, List.of("a.yml:3: no expression")))));

            assertThat(told).toIterable().as("until its end").noneMatch(line -> line.startsWith("data:"));
        }
    }

    @Test
    void its_own_metrics_are_families_in_the_json_of_the_protocol_buffer() {
        prometheus.own.add(new OwnFamily(
                new MetricMetadata("up", MetricMetadata.Type.GAUGE, "Is it?", ""),
                List.of(new OwnFamily.OwnSample(Labels.of("__name__", "up", "a", "b"), Double.NaN))));
        prometheus.own.add(new OwnFamily(
                new MetricMetadata("took_seconds", MetricMetadata.Type.HISTOGRAM, "Time.", "seconds"),
                List.of(
                        new OwnFamily.OwnSample(Labels.of("__name__", "took_seconds_bucket", "le", "0.5"), 2),
                        new OwnFamily.OwnSample(Labels.of("__name__", "took_seconds_bucket", "le", "+Inf"), 3),
                        new OwnFamily.OwnSample(Labels.of("__name__", "took_seconds_count"), 3),
                        new OwnFamily.OwnSample(Labels.of("__name__", "took_seconds_sum"), 1.5))));
        String gauge = "{\"name\":\"up\",\"help\":\"Is it?\",\"type\":\"GAUGE\",\"metric\":[{\"label\":"
                + "[{\"name\":\"a\",\"value\":\"b\"}],\"gauge\":{\"value\":\"NaN\"}}]}";
        String histogram = "{\"name\":\"took_seconds\",\"help\":\"Time.\",\"type\":\"HISTOGRAM\",\"metric\":[{"
                + "\"histogram\":{\"sampleCount\":\"3\",\"sampleSum\":1.5,\"bucket\":["
                + "{\"cumulativeCount\":\"2\",\"upperBound\":0.5},"
                + "{\"cumulativeCount\":\"3\",\"upperBound\":\"Infinity\"}]}}],\"unit\":\"seconds\"}";

        assertThat(prometheus.get("status/self_metrics")).isEqualTo(success("[" + gauge + "," + histogram + "]"));
        assertThat(prometheus.get("status/self_metrics?metric_name_pattern=took_.*"))
                .isEqualTo(success("[" + histogram + "]"));
        assertThat(prometheus
                        .server
                        .get("/api/v1/status/self_metrics?metric_name_pattern=%28")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void alerts_go_to_no_alertmanager() {
        JsonNode data = TestingServer.json(prometheus.server.get("/api/v1/alertmanagers"))
                .path("data");

        assertThat(data.path("activeAlertmanagers").isArray()).isTrue();
        assertThat(data.path("droppedAlertmanagers").isArray()).isTrue();
    }

    @Test
    void features_come_by_part() {
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/features"))
                        .at("/data/promql/subqueries")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() {
        HttpResponse<String> posted = prometheus.server.post("/api/v1/rules", TestingPrometheus.FORM, "");

        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).hasValue("GET, OPTIONS");
    }
}
