package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.http.TestingServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRoutesTest {
    private static final String CUT = ",\"warnings\":[\"results truncated due to limit\"]}";

    private final TestingPrometheus prometheus = new TestingPrometheus();

    @BeforeEach
    void store() {
        prometheus.series.put(Labels.of("__name__", "up", "job", "a", "http.status", "200"), 1_000_000, 1);
        prometheus.series.put(Labels.of("__name__", "up", "job", "b"), 2_000_000, 1);
        prometheus.series.put(Labels.of("__name__", "down", "job", "c"), 3_000_000, 1);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labels | ["__name__","http.status","job"]
            labels?start=1500&end=3000 | ["__name__","job"]
            labels?match%5B%5D=down | ["__name__","job"]
            labels?start=3000&end=1500 | []
            label/job/values?start=3000&end=1500 | []
            series?start=3000&end=1500&match%5B%5D=up | []
            labels?start=-9223309901257974&end=9223309901257974 | ["__name__","http.status","job"]
            labels?start=-292273086-05-16T16:47:06Z&end=292277025-08-18T07:12:54.999999999Z | ["__name__","http.status","job"]
            label/job/values | ["a","b","c"]
            label/job/values?match%5B%5D=up&match%5B%5D=down&limit=0 | ["a","b","c"]
            label/job/values?match%5B%5D=up&match%5B%5D=down&limit=9999999999 | ["a","b","c"]
            label/job/values?match%5B%5D=up | ["a","b"]
            label/U__http_2e_status/values | ["200"]
            label/nobody/values | []
            series?match%5B%5D=down | [{"__name__":"down","job":"c"}]
            series?match%5B%5D=nobody | []
            series?match%5B%5D=up&match%5B%5D=%7Bjob%3D%22a%22%7D | [{"__name__":"up","http.status":"200","job":"a"},{"__name__":"up","job":"b"}]
            """)
    void what_there_is_comes_sorted(String path, String data) {
        assertThat(prometheus.get(path)).isEqualTo(success(data));
    }

    @Test
    void a_limit_cuts_with_a_warning() {
        assertThat(prometheus.get("label/job/values?limit=2"))
                .isEqualTo("{\"status\":\"success\",\"data\":[\"a\",\"b\"]" + CUT);
        assertThat(prometheus.get("series?limit=1&match%5B%5D=up"))
                .isEqualTo(
                        "{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"http.status\":\"200\",\"job\":\"a\"}]"
                                + CUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            series?match%5B%5D=up%20offset%205m | invalid parameter "match[]": not a series selector, such as up{job="node"}: up offset 5m
            series?match%5B%5D=1 | invalid parameter "match[]": not a series selector, such as up{job="node"}: 1
            series?match%5B%5D=%7Ba%3D%22%22%7D | invalid parameter "match[]": match[] must contain at least one non-empty matcher
            series?match%5B%5D=%7Ba%3D%22b%22%7D%2B1 | invalid parameter "match[]": 1:8: parse error: unexpected "+" in series selector, expected the end of input
            labels?match%5B%5D=1 | not a series selector, such as up{job="node"}: 1
            labels?start=x | invalid parameter "start": invalid time value for 'start': cannot parse "x" to a valid timestamp
            """)
    void what_selects_no_series_is_refused(String path, String error) {
        assertThat(prometheus.server.get("/api/v1/" + path).statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/" + path))
                        .path("error")
                        .asText())
                .isEqualTo(error);
    }

    @Test
    void metadata_is_what_senders_said() {
        prometheus.metadata.put(
                "requests_total",
                List.of(
                        new MetricMetadata("requests_total", MetricMetadata.Type.COUNTER, "Requests.", ""),
                        new MetricMetadata("requests_total", MetricMetadata.Type.UNKNOWN, "", "")));
        prometheus.metadata.put(
                "took_seconds",
                List.of(new MetricMetadata("took_seconds", MetricMetadata.Type.HISTOGRAM, "Time.", "seconds")));
        String requests = "\"requests_total\":[{\"type\":\"counter\",\"unit\":\"\",\"help\":\"Requests.\"}";
        String took = "\"took_seconds\":[{\"type\":\"histogram\",\"unit\":\"seconds\",\"help\":\"Time.\"}]";

        assertThat(prometheus.get("metadata"))
                .isEqualTo(
                        success("{" + requests + ",{\"type\":\"unknown\",\"unit\":\"\",\"help\":\"\"}]," + took + "}"));
        assertThat(prometheus.get("metadata?limit_per_metric=1"))
                .isEqualTo(success("{" + requests + "]," + took + "}"));
        assertThat(prometheus.get("metadata?metric=took_seconds")).isEqualTo(success("{" + took + "}"));
        assertThat(prometheus.get("metadata?limit=0")).isEqualTo(success("{}"));
        assertThat(prometheus.get("metadata?metric=nobody")).isEqualTo(success("{}"));
    }
}
