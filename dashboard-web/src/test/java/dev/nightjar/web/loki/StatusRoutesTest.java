package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.http.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusRoutesTest {
    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void grafana_learns_which_api_this_is() {
        JsonNode build = TestingServer.json(loki.server().get("/loki/api/v1/status/buildinfo"));

        assertThat(build.at("/version").asText()).isEqualTo("3.8.0");
        assertThat(build.at("/revision").asText()).isEqualTo("nightjar-0.1.0");
    }

    @Test
    void drilldown_learns_what_it_can_show() {
        JsonNode limits = TestingServer.json(loki.server().get("/loki/api/v1/drilldown-limits"));

        assertThat(limits.at("/limits/volume_enabled").asBoolean()).isTrue();
        assertThat(limits.at("/limits/discover_service_name/0").asText()).isEqualTo("service");
        assertThat(limits.at("/pattern_ingester_enabled").asBoolean()).isTrue();
    }

    @Test
    void there_are_no_rules_of_its_own() {
        assertThat(loki.server().get("/loki/api/v1/rules").body()).isEqualTo("{}\n");
        assertThat(loki.server().get("/prometheus/api/v1/rules").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]}}");
        assertThat(loki.server().get("/prometheus/api/v1/alerts").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[]}}");
        assertThat(loki.server().get("/ready").body()).isEqualTo("ready\n");
    }
}
