package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.FORM;
import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRoutesTest {
    private final TestingPrometheus prometheus = new TestingPrometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    /** What Grafana asks to see whether a data source works. */
    @Test
    void the_health_check_of_grafana_is_two() {
        assertThat(prometheus
                        .server
                        .post("/api/v1/query", FORM, "query=1%2B1&time=4")
                        .body())
                .isEqualTo(success("{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "0/0, NaN",
        "1/0, +Inf",
        "-1/0, -Inf",
        "1e21, 1000000000000000000000",
        "1e-7, 0.0000001",
        "0.1, 0.1",
        "1e20, 100000000000000000000"
    })
    void values_are_text(String query, String value) {
        assertThat(prometheus.get("query?time=1.5&query=" + TestingServer.encoded(query)))
                .isEqualTo(success("{\"resultType\":\"scalar\",\"result\":[1.500,\"" + value + "\"]}"));
    }

    /** Prometheus writes what is very small or very large with an exponent, but not where it stands alone. */
    @Test
    void samples_have_exponents_where_scalars_have_none() {
        assertThat(prometheus.get("query?time=1&query=" + TestingServer.encoded("vector(1e-7) or vector(1)")))
                .isEqualTo(success("{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"1e-07\"]}]}"));
        assertThat(prometheus.get("query_range?start=1&end=1&step=1&query=1e21"))
                .isEqualTo(
                        success("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[1,\"1e+21\"]]}]}"));
    }

    @Test
    void what_the_form_says_goes_before_what_the_address_says() {
        assertThat(prometheus
                        .server
                        .post("/api/v1/query?query=1&time=5", FORM, "query=2")
                        .body())
                .isEqualTo(success("{\"resultType\":\"scalar\",\"result\":[5,\"2\"]}"));
    }

    @Test
    void a_string_is_a_pair() {
        assertThat(prometheus.get("query?time=0&query=" + TestingServer.encoded("\"a\\\"b\"")))
                .isEqualTo(success("{\"resultType\":\"string\",\"result\":[0,\"a\\\"b\"]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query | invalid parameter "query": 1:1: parse error: no expression found in input
            query_range?start=0&end=1&step=1&query=up%5B5m%5D | invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector
            parse_query?query=%29 | invalid parameter "query": 1:1: parse error: unexpected ")" in expression, expected a selector, a number, a string, a function or "("
            """)
    void what_is_wrong_with_the_text_is_wrong_with_the_parameter(String path, String message) {
        HttpResponse<String> response = prometheus.server.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(response).path("errorType").asText()).isEqualTo("bad_data");
        assertThat(TestingServer.json(response).path("error").asText()).isEqualTo(message);
    }

    @Test
    void many_warnings_are_cut_to_ten() {
        StringBuilder query = new StringBuilder("vector(0)");
        for (int i = 2; i < 14; i++) {
            query.append(" + quantile(").append(i).append(", vector(1))");
        }

        var warnings = TestingServer.json(
                        prometheus.server.get("/api/v1/query?query=" + TestingServer.encoded(query.toString())))
                .path("warnings");

        assertThat(warnings).hasSize(11);
        assertThat(warnings.get(0).asText()).startsWith("PromQL warning: quantile value should be between 0 and 1");
        assertThat(warnings.get(10).asText()).isEqualTo("2 more warning annotations omitted");
    }

    @Test
    void exemplars_come_by_series() {
        Labels series = Labels.of("__name__", "requests_total", "service", "shop");
        prometheus.exemplars.add(new SeriesExemplars(
                series, List.of(new Exemplar(Labels.of("trace_id", "abc"), 6, 1_600_096_945_479L))));
        prometheus.exemplars.add(new SeriesExemplars(
                Labels.of("__name__", "other"), List.of(new Exemplar(Labels.EMPTY, 1, 1_600_096_945_000L))));

        assertThat(prometheus.get("query_exemplars?start=1600096900&end=1600097000&query="
                        + TestingServer.encoded("rate(requests_total[5m]) / sum(requests_total)")))
                .isEqualTo(success("[{\"seriesLabels\":{\"__name__\":\"requests_total\",\"service\":\"shop\"},"
                        + "\"exemplars\":[{\"labels\":{\"trace_id\":\"abc\"},\"value\":\"6\","
                        + "\"timestamp\":1600096945.479}]}]"));
        assertThat(prometheus.get("query_exemplars?query=1")).isEqualTo(success("[]"));
    }

    @Test
    void a_query_is_laid_out() {
        assertThat(prometheus.get("format_query?query=" + TestingServer.encoded(" sum( up )by(job)")))
                .isEqualTo(success("\"sum by (job) (up)\""));
    }

    @Test
    void a_query_is_taken_apart() {
        assertThat(prometheus.get("parse_query?query=-1"))
                .isEqualTo(success("{\"type\":\"numberLiteral\",\"val\":\"-1\"}"));
        assertThat(prometheus.get("parse_query?query=-(1)"))
                .isEqualTo(success("{\"type\":\"unaryExpr\",\"op\":\"-\",\"expr\":{\"type\":\"parenExpr\","
                        + "\"expr\":{\"type\":\"numberLiteral\",\"val\":\"1\"}}}"));
    }
}
