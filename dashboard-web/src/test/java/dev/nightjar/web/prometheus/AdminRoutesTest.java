package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.FORM;
import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminRoutesTest {
    private static final String ADMIN = "/api/v1/admin/tsdb/";

    private final TestingPrometheus prometheus = new TestingPrometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void series_are_deleted_by_selector_and_time() {
        HttpResponse<String> response =
                prometheus.server.post(ADMIN + "delete_series", FORM, "match[]=up&match[]={job=\"a\"}&start=1&end=2.5");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(prometheus.admin.done())
                .containsExactly("delete [__name__=\"up\"] from 1000 to 2500", "delete [job=\"a\"] from 1000 to 2500");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete_series | no match[] parameter provided
            delete_series?match%5B%5D=up&match%5B%5D=1 | invalid parameter "match[]": not a series selector, such as up{job="node"}: 1
            delete_series?match%5B%5D=up&start=x | invalid parameter "start": invalid time value for 'start': cannot parse "x" to a valid timestamp
            snapshot?skip_head=perhaps | invalid parameter "skip_head": unable to parse boolean: found "perhaps", expected true or false
            """)
    void what_is_wrong_changes_nothing(String path, String error) {
        HttpResponse<String> response = prometheus.server.post(ADMIN + path, FORM, "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(response).path("error").asText()).isEqualTo(error);
        assertThat(prometheus.admin.done()).isEmpty();
    }

    @Test
    void a_snapshot_has_a_name() {
        assertThat(prometheus
                        .server
                        .post(ADMIN + "snapshot?skip_head=true", FORM, "")
                        .body())
                .isEqualTo(success("{\"name\":\"20231114T221320Z-1\"}"));
        assertThat(prometheus.server.post(ADMIN + "clean_tombstones", FORM, "").statusCode())
                .isEqualTo(204);
        assertThat(prometheus.admin.done()).containsExactly("snapshot without head", "clean");
    }

    @Test
    void a_get_deletes_nothing() {
        HttpResponse<String> response = prometheus.server.get(ADMIN + "delete_series?match%5B%5D=up");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST, PUT, OPTIONS");
        assertThat(prometheus.admin.done()).isEmpty();
    }

    @Test
    void on_a_network_it_takes_an_administrator() {
        try (TestingPrometheus open = new TestingPrometheus(AccessGate.Trust.NETWORK, "")) {
            assertThat(open.server
                            .post(ADMIN + "delete_series?match%5B%5D=up", FORM, "")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(open.admin.done()).isEmpty();
        }
    }

    @Test
    void cardinality_is_told_by_metric_label_pair_and_source() {
        assertThat(prometheus.get("status/tsdb"))
                .isEqualTo(success("{\"headStats\":{\"numSeries\":100,\"numLabelPairs\":7,\"chunkCount\":42,"
                        + "\"minTime\":1000,\"maxTime\":2000},"
                        + "\"seriesCountByMetricName\":[{\"name\":\"up\",\"value\":60},"
                        + "{\"name\":\"requests_total\",\"value\":40}],"
                        + "\"labelValueCountByLabelName\":[{\"name\":\"instance\",\"value\":60},"
                        + "{\"name\":\"job\",\"value\":40}],"
                        + "\"memoryInBytesByLabelName\":[{\"name\":\"instance\",\"value\":60},"
                        + "{\"name\":\"job\",\"value\":40}],"
                        + "\"seriesCountByLabelValuePair\":[{\"name\":\"job=a\",\"value\":60},"
                        + "{\"name\":\"job=b\",\"value\":40}],"
                        + "\"seriesCountBySource\":[{\"name\":\"a\",\"value\":60},{\"name\":\"b\",\"value\":40}]}"));
        assertThat(prometheus.get("status/tsdb?limit=1")).doesNotContain("requests_total");
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/status/tsdb?limit=0"))
                        .path("error")
                        .asText())
                .isEqualTo("limit must be a positive number");
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/status/tsdb?limit=10001"))
                        .path("error")
                        .asText())
                .isEqualTo("limit must not exceed 10000");
        assertThat(prometheus.get("status/tsdb/blocks")).isEqualTo(success("{\"blocks\":[]}"));
    }
}
