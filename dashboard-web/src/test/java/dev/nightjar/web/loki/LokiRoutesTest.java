package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.prometheus.TestingPrometheus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real LogQL over a store in memory, over real HTTP. */
class LokiRoutesTest {
    private static final long NOW = 1_700_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(NOW));
    private final InMemoryLogStore logs = new InMemoryLogStore();

    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        LogQueries queries = new LogqlQueries(
                new LogQl(logs, QueryLimits.DEFAULTS, clock), TestingPrometheus.unwatched(clock), () -> 0);
        new LokiRoutes(queries, logs, clock, "0.1.0", gate, new Dispatcher(workers)).mount(router);
    });

    @BeforeEach
    void write() {
        logs.append(new LogBatch(List.of(
                stream("checkout", "{\"level\":\"error\",\"took\":5}", "plain \"quoted\""),
                stream("payment", "charged"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static LogBatch.Stream stream(String service, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("service", service));
        for (int i = 0; i < lines.length; i++) {
            stream.line((NOW - 60 + i) * SECOND, lines[i].getBytes(StandardCharsets.UTF_8));
        }
        return stream.build();
    }

    private HttpResponse<String> range(String query, String more) {
        return server.get("/loki/api/v1/query_range?query=" + TestingServer.encoded(query) + more);
    }

    @Test
    void lines_come_newest_first_in_streams_with_statistics() {
        HttpResponse<String> response = range("{service=\"checkout\"}", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":"
                        + "{\"service\":\"checkout\"},\"values\":[[\"1699999941000000000\",\"plain \\\"quoted\\\"\"],"
                        + "[\"1699999940000000000\",\"{\\\"level\\\":\\\"error\\\",\\\"took\\\":5}\"]]}],\"stats\":{");
        assertThat(TestingServer.json(response)
                        .at("/data/stats/summary/totalLinesProcessed")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void filters_parsers_limit_and_direction_hold() {
        JsonNode parsed = TestingServer.json(range("{service=\"checkout\"} | json | level=\"error\"", ""));
        assertThat(parsed.at("/data/result/0/stream/took").asText()).isEqualTo("5");

        JsonNode first = TestingServer.json(range("{service=~\".+\"}", "&limit=1&direction=forward"));
        assertThat(first.at("/data/result").size()).isEqualTo(1);
        assertThat(first.at("/data/result/0/values/0/0").asText()).isEqualTo("1699999940000000000");
    }

    @Test
    void labels_may_be_asked_for_by_where_they_come_from() {
        JsonNode answer = TestingServer.json(server.get(
                "/loki/api/v1/query_range?query=" + TestingServer.encoded("{service=\"checkout\"} | json"),
                "X-Loki-Response-Encoding-Flags",
                "categorize-labels"));

        assertThat(answer.at("/data/encodingFlags/0").asText()).isEqualTo("categorize-labels");
        assertThat(answer.at("/data/result").size()).isEqualTo(1);
        assertThat(answer.at("/data/result/0/stream").toString()).isEqualTo("{\"service\":\"checkout\"}");
        assertThat(answer.at("/data/result/0/values/1/2").toString())
                .isEqualTo("{\"parsed\":{\"level\":\"error\",\"took\":\"5\"}}");
    }

    @Test
    void numbers_come_as_a_matrix_in_seconds() {
        JsonNode counted = TestingServer.json(range(
                "sum(count_over_time({service=\"checkout\"}[5m]))",
                "&start=" + (NOW - 60) + "&end=" + NOW + "&step=60"));

        assertThat(counted.at("/data/resultType").asText()).isEqualTo("matrix");
        assertThat(counted.at("/data/result/0/values").toString()).isEqualTo("[[1699999940,\"1\"],[1700000000,\"2\"]]");
    }

    @Test
    void an_instant_query_answers_a_vector() {
        JsonNode two = TestingServer.json(
                server.get("/loki/api/v1/query?query=" + TestingServer.encoded("vector(1)+vector(1)")));

        assertThat(two.at("/data/resultType").asText()).isEqualTo("vector");
        assertThat(two.at("/data/result").size()).isEqualTo(1);
        assertThat(two.at("/data/result/0/value/1").asText()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query_range | no query was sent (parameter "query")
            query_range?query=%7Ba%3D%22b%22%7D&limit=0 | limit must be between 1 and 5000, found 0 (parameter "limit")
            query_range?query=%7Ba%3D%22b%22%7D&direction=up | must be forward or backward, found up (parameter "direction")
            query_range?query=%7Ba%3D%22b%22%7D&start=now | "now" is not a time: nanoseconds, seconds with decimals or RFC 3339 (parameter "start")
            query_range?query=%7Ba%3D%22b%22%7D&start=9&end=8 | the end is before the start (parameter "end")
            """)
    void errors_are_plain_text(String path, String message) {
        HttpResponse<String> response = server.get("/loki/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo(message + "\n");
    }

    @Test
    void a_query_with_a_mistake_says_where() {
        HttpResponse<String> response = range("{service=\"checkout\"", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("1:").contains("parse error");
    }

    @Test
    void a_query_for_lines_needs_a_range() {
        HttpResponse<String> response =
                server.get("/loki/api/v1/query?query=" + TestingServer.encoded("{service=\"checkout\"}"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("log queries are not supported as an instant query type");
    }

    @Test
    void labels_values_and_series_come_from_the_streams() {
        assertThat(server.get("/loki/api/v1/labels").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"service\"]}");
        assertThat(server.get("/loki/api/v1/label/service/values").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"checkout\",\"payment\"]}");
        assertThat(server.get("/loki/api/v1/series?match[]=".replace("[]", "%5B%5D")
                                + TestingServer.encoded("{service=\"payment\"}"))
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"service\":\"payment\"}]}");
        assertThat(server.get("/ready").body()).isEqualTo("ready\n");
    }
}
