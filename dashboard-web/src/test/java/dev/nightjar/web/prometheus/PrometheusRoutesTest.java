package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryValue;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusRoutesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(1_700_000_000_123L));
    private final TestingMetricQueries queries = new TestingMetricQueries();
    private final InMemorySeriesStore series = new InMemorySeriesStore();

    private final TestingServer server = new TestingServer((router, workers) -> {
        Sessions sessions = new Sessions(new byte[32], clock, new Random(1));
        AccessGate gate = new AccessGate(sessions, ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        RuleDocuments rules = new RuleDocuments() {
            @Override
            public Object rules() {
                return Map.of("groups", List.of());
            }

            @Override
            public Object alerts() {
                return Map.of("alerts", List.of());
            }
        };
        new PrometheusRoutes(queries, series, rules, clock, "0.1.0", gate, new Dispatcher(workers)).mount(router);
    });

    @AfterEach
    void stop() {
        server.close();
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
            query | 400 | bad_data | no query was sent (parameter "query")
            query?query=nobody | 400 | bad_data | 1:1: parse error: no test answers nobody
            query?query=up&time=soon | 400 | bad_data | cannot parse "soon" to a valid timestamp (parameter "time")
            query_range?query=up&start=2&end=1&step=1 | 400 | bad_data | end timestamp must not be before start time (parameter "end")
            query_range?query=up&start=1&end=2&step=0 | 400 | bad_data | zero or negative query resolution step widths are not accepted. Try a positive integer (parameter "step")
            query_range?query=up&start=0&end=11001&step=1 | 400 | bad_data | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX) (parameter "step")
            series | 400 | bad_data | no match[] parameter provided (parameter "match[]")
            labels?limit=-1 | 400 | bad_data | limit must be a whole number, not negative: -1 (parameter "limit")
            read | 404 | not_found | not supported yet: /api/v1/read
            """)
    void errors_have_a_type_and_a_status(String path, int status, String type, String message) {
        HttpResponse<String> response = server.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(TestingServer.json(response).path("status").asText()).isEqualTo("error");
        assertThat(TestingServer.json(response).path("errorType").asText()).isEqualTo(type);
        assertThat(TestingServer.json(response).path("error").asText()).isEqualTo(message);
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

    @Test
    void what_clients_ask_first_is_answered() {
        assertThat(server.get("/api/v1/query_exemplars?query=up").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[]}");
        assertThat(server.get("/api/v1/metadata").body()).isEqualTo("{\"status\":\"success\",\"data\":{}}");
        assertThat(TestingServer.json(server.get("/api/v1/status/buildinfo"))
                        .at("/data/version")
                        .asText())
                .isEqualTo("0.1.0");
        assertThat(server.get("/api/v1/rules").body()).isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]}}");
        assertThat(server.get("/api/v1/alerts").body()).isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[]}}");
        assertThat(server.get("/api/v1/format_query?query=%20up").body())
                .isEqualTo("{\"status\":\"success\",\"data\":\"up\"}");
    }
}
