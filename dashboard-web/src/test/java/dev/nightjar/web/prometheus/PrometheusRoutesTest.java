package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryValue;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusRoutesTest {
    private static final String FORM = TestingPrometheus.FORM;

    private final TestingMetricQueries queries = new TestingMetricQueries();
    private final TestingPrometheus prometheus = new TestingPrometheus(queries);
    private final InMemorySeriesStore series = prometheus.series;
    private final TestingServer server = prometheus.server;

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void an_instant_query_answers_a_vector() {
        queries.answer(
                "up",
                new QueryValue.InstantVector(List.of(
                        new QueryValue.Sample(Labels.of("__name__", "up", "job", "a\"b"), 1_700_000_000_123L, 1))));

        HttpResponse<String> response = server.get("/api/v1/query?query=up");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":"
                        + "{\"__name__\":\"up\",\"job\":\"a\\\"b\"},\"value\":[1700000000.123,\"1\"]}]}}");
        assertThat(queries.asked()).containsExactly("up at 1700000000123");
    }

    @Test
    void a_form_post_asks_like_a_get() {
        queries.answer("1+1", new QueryValue.Scalar(4000, 2));

        HttpResponse<String> response = server.post("/api/v1/query", FORM, "query=1%2B1&time=4");

        assertThat(response.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
        assertThat(queries.asked()).containsExactly("1+1 at 4000");
    }

    @Test
    void a_range_query_answers_a_matrix() {
        queries.answer(
                "up",
                new QueryValue.RangeMatrix(List.of(new QueryValue.Series(
                        Labels.of("a", "b"), new long[] {1000, 1500, 62_005}, new double[] {0.1, Double.NaN, 1e21}))));

        HttpResponse<String> response = server.get("/api/v1/query_range?query=up&start=1&end=62.005&step=500ms");

        assertThat(response.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                        + "{\"a\":\"b\"},\"values\":[[1,\"0.1\"],[1.500,\"NaN\"],[62.005,\"1e+21\"]]}]}}");
        assertThat(queries.asked()).containsExactly("up from 1000 to 62005 by 500");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query?query=nobody | 400 | bad_data | invalid parameter "query": 1:1: parse error: no test answers nobody
            query?query=up&time=soon | 400 | bad_data | invalid parameter "time": invalid time value for 'time': cannot parse "soon" to a valid timestamp
            query?query=up&timeout=x | 400 | bad_data | invalid parameter "timeout": cannot parse "x" to a valid duration
            query?query=up&timeout=0 | 400 | bad_data | invalid parameter "timeout": a query needs more time than none, such as 30s
            query?query=up&summaries=no | 400 | bad_data | invalid parameter "summaries": "no" is neither true nor false
            query?query=up&lookback_delta=x | 400 | bad_data | error parsing lookback delta duration: cannot parse "x" to a valid duration
            query_range?query=up&end=1&step=1 | 400 | bad_data | invalid parameter "start": cannot parse "" to a valid timestamp
            query_range?query=up&start=1&end=1 | 400 | bad_data | invalid parameter "step": cannot parse "" to a valid duration
            query_range?query=up&start=2&end=1&step=1 | 400 | bad_data | invalid parameter "end": end timestamp must not be before start time
            query_range?query=up&start=1&end=2&step=0 | 400 | bad_data | invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer
            query_range?query=up&start=0&end=11001&step=1 | 400 | bad_data | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
            query_exemplars?query=up&start=2&end=1 | 400 | bad_data | end timestamp must not be before start timestamp
            series | 400 | bad_data | no match[] parameter provided
            labels?limit=-1 | 400 | bad_data | invalid parameter "limit": limit must be non-negative
            labels?limit=x | 400 | bad_data | invalid parameter "limit": cannot parse "x" to a whole number
            metadata?limit=x | 400 | bad_data | limit must be a number
            rules?type=x | 400 | bad_data | invalid parameter "type": not supported value "x"
            status/nothing | 404 | not_found | not supported yet: /api/v1/status/nothing
            """)
    void errors_have_a_type_and_a_status(String path, int status, String type, String message) {
        HttpResponse<String> response = server.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(TestingServer.json(response).path("status").asText()).isEqualTo("error");
        assertThat(TestingServer.json(response).path("errorType").asText()).isEqualTo(type);
        assertThat(TestingServer.json(response).path("error").asText()).isEqualTo(message);
    }

    @Test
    void what_a_query_took_is_told_to_who_asks() {
        queries.answer("1", new QueryValue.Scalar(4000, 1));
        String timings = "\"timings\":{\"evalTotalTime\":0.005,\"resultSortTime\":0.0,\"queryPreparationTime\":0.001,"
                + "\"innerEvalTime\":0.004,\"execQueueTime\":0.0,\"execTotalTime\":0.006}";

        assertThat(prometheus.get("query?query=1&stats=true"))
                .endsWith(",\"stats\":{" + timings
                        + ",\"samples\":{\"totalQueryableSamples\":6,\"samplesRead\":6,\"peakSamples\":3}}}}");
        assertThat(prometheus.get("query_range?query=1&start=1&end=2&step=1&stats=all"))
                .endsWith(",\"stats\":{" + timings
                        + ",\"samples\":{\"totalQueryableSamplesPerStep\":[[1,2],[1.500,4]],"
                        + "\"totalQueryableSamples\":6,\"samplesRead\":6,\"peakSamples\":3}}}}");
    }

    @Test
    void other_words_than_true_and_all_for_statistics_are_understood_for_some_time_yet() {
        queries.answer("1", new QueryValue.Scalar(4000, 1));

        assertThat(prometheus.get("query?query=1&stats="))
                .doesNotContain("warnings")
                .doesNotContain("stats");
        assertThat(prometheus.get("query?query=1&stats=all")).doesNotContain("warnings");
        assertThat(prometheus.get("query?query=1&stats=1"))
                .contains("\"totalQueryableSamples\"")
                .doesNotContain("PerStep")
                .endsWith(
                        ",\"warnings\":[\"value \\\"1\\\" for parameter \\\"stats\\\" is deprecated and will be rejected in"
                                + " the next major release, use \\\"true\\\" or \\\"all\\\"\"]}");
    }

    @Test
    void eleven_thousand_and_one_points_are_answered() {
        queries.answer("up", new QueryValue.RangeMatrix(List.of()));

        assertThat(server.get("/api/v1/query_range?query=up&start=0&end=11000&step=1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void labels_values_and_series_come_from_the_store() {
        series.put(Labels.of("__name__", "up", "job", "node", "a.b", "x"), 1_699_999_999_000L, 1);
        series.put(Labels.of("__name__", "down", "job", "other"), 1_699_999_999_000L, 1);

        assertThat(server.get("/api/v1/labels").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"a.b\",\"job\"]}");
        assertThat(server.get("/api/v1/label/job/values?match[]=up".replace("[]", "%5B%5D"))
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"node\"]}");
        assertThat(server.get("/api/v1/label/U__a_2e_b/values").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"x\"]}");
        assertThat(server.post("/api/v1/series", FORM, "match[]=up&match[]=down")
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"__name__\":\"down\",\"job\":\"other\"},"
                        + "{\"__name__\":\"up\",\"a.b\":\"x\",\"job\":\"node\"}]}");
    }

    @Test
    void a_limit_cuts_with_a_warning() {
        series.put(Labels.of("__name__", "up", "job", "node"), 1_699_999_999_000L, 1);

        assertThat(server.get("/api/v1/labels?limit=1").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\"],"
                        + "\"warnings\":[\"results truncated due to limit\"]}");
    }
}
