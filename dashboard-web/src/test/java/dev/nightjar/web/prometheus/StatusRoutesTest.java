package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
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
