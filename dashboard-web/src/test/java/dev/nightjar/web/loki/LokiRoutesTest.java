package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.TestingServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real LogQL over a store in memory, over real HTTP. */
class LokiRoutesTest {
    private static final long NOW = TestingLoki.NOW;

    private final TestingLoki loki = new TestingLoki();
    private final TestingServer server = loki.server();

    @BeforeEach
    void write() {
        loki.push(Labels.of("service", "checkout"), "{\"level\":\"error\",\"took\":5}", "plain \"quoted\"");
        loki.push(Labels.of("service", "payment"), "charged");
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    private HttpResponse<String> range(String query, String more) {
        return server.get("/loki/api/v1/query_range?query=" + TestingServer.encoded(query) + more);
    }

    @Test
    void who_can_only_take_another_form_than_json_is_told_that_there_is_none() {
        String query = "/loki/api/v1/query_range?query=" + TestingServer.encoded("{app=\"shop\"}");
        HttpResponse<String> parquet = loki.server().get(query, "Accept", "application/vnd.apache.parquet");

        assertThat(parquet.statusCode()).isEqualTo(406);
        assertThat(parquet.body())
                .isEqualTo("not supported yet: answers as application/vnd.apache.parquet; ask for application/json\n");
        assertThat(loki.server()
                        .get(query, "Accept", "application/vnd.apache.parquet, */*;q=0.1")
                        .statusCode())
                .isEqualTo(200);
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
    void streams_are_in_the_order_of_their_labels_whichever_line_is_the_newest() {
        loki.push(Labels.of("service", "checkout", "zone", "b"), "0", "1", "2");
        loki.push(Labels.of("service", "checkout", "zone", "a"), "0", "1", "2", "3");
        for (String direction : List.of("forward", "backward")) {
            JsonNode answer = TestingServer.json(range("{}", "&direction=" + direction));
            assertThat(answer.at("/data/result"))
                    .extracting(stream -> stream.at("/stream").toString())
                    .containsExactly(
                            "{\"service\":\"checkout\",\"zone\":\"a\"}",
                            "{\"service\":\"checkout\",\"zone\":\"b\"}",
                            "{\"service\":\"checkout\"}",
                            "{\"service\":\"payment\"}");
        }
    }

    @Test
    void what_an_answer_is_without_is_said_in_it() {
        assertThat(range("{service=\"checkout\"}", "").body()).doesNotContain("warnings");
        Labels checkout = Labels.of("service", "checkout");
        loki.lose(checkout, 17, 523, 0, 1);

        String warning =
                "[\"Up to 523 lines are left out: block 17 of 2023-11-14 (days/2023-11-14/blocks-0000.dat at offset"
                        + " 4096, stream {service=\\\"checkout\\\"}) is damaged. Storage says more; to have them back, stop the"
                        + " server and put the file of a backup in its place.\"]";
        for (String query : List.of(
                "{service=\"checkout\"}",
                "{service=\"checkout\"} |= \"plain\"",
                "sum(count_over_time({service=\"checkout\"}[1m]))",
                "rate({service=\"checkout\"}[1m]) / rate({service=\"checkout\"}[1m])")) {
            assertThat(TestingServer.json(range(query, "")).at("/warnings").toString())
                    .as(query)
                    .isEqualTo(warning);
        }
        assertThat(range("{service=\"payment\"}", "").body()).doesNotContain("warnings");
        assertThat(range("{service=\"checkout\"}", "&limit=1").body())
                .as("the newest line lies behind what is lost")
                .doesNotContain("warnings");
        assertThat(range("{service=\"checkout\"}", "&limit=1&direction=forward").body())
                .contains("warnings");
    }

    @Test
    void many_damaged_blocks_of_a_file_are_told_in_one_sentence() {
        for (int block = 0; block < 7; block++) {
            loki.lose(Labels.of("service", "checkout"), block, 100, 0, 1);
        }
        assertThat(TestingServer.json(range("{}", "")).at("/warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.asText())
                        .startsWith(
                                "Up to 700 lines are left out: 7 blocks of 2023-11-14 (days/2023-11-14/blocks-0000.dat,"
                                        + " numbers 0, 1, 2, 3, 4 and 2 more) are damaged. "));
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
    void entries_may_be_asked_for_at_some_distance() {
        loki.push(Labels.of("service", "noisy"), "0", "1", "2", "3", "4", "5", "6");

        JsonNode forward = TestingServer.json(range("{service=\"noisy\"}", "&interval=2s&direction=forward&limit=3"));
        assertThat(lines(forward)).containsExactly("0", "2", "4");
        assertThat(lines(TestingServer.json(range("{service=\"noisy\"}", "&interval=3s"))))
                .containsExactly("6", "3", "0");
    }

    private static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        answer.at("/data/result")
                .forEach(stream -> stream.at("/values")
                        .forEach(value -> lines.add(value.at("/1").asText())));
        return lines;
    }

    @Test
    void since_counts_back_from_the_end_and_from_now_where_that_is_earlier() {
        String selector = "{service=\"checkout\"}";
        assertThat(lines(TestingServer.json(range(selector, "&since=60s&end=" + (NOW + 3600)))))
                .hasSize(2);
        assertThat(lines(TestingServer.json(range(selector, "&since=30s&end=" + (NOW + 3600)))))
                .isEmpty();
        assertThat(lines(TestingServer.json(range(selector, "&since=30s&end=" + (NOW - 59)))))
                .containsExactly("{\"level\":\"error\",\"took\":5}");
    }

    /** Both ends of a minute that has the two lines, the end in nanoseconds outside of it. */
    @ParameterizedTest
    @CsvSource({
        "1699999940000000000, 1699999942000000000, 2",
        "1699999940, 1699999941, 1",
        "1699999940.5, 1699999941.000000001, 1",
        "2023-11-14T22:12:20Z, 2023-11-14T22:12:22Z, 2",
        "2023-11-14T23:12:20.5+01:00, 2023-11-14T22:12:21.000000001Z, 1"
    })
    void times_are_nanoseconds_or_seconds_or_rfc_3339(String start, String end, int lines) {
        String times = "&start=" + TestingServer.encoded(start) + "&end=" + TestingServer.encoded(end);
        assertThat(lines(TestingServer.json(range("{service=\"checkout\"}", times))))
                .hasSize(lines);
    }

    @Test
    void a_range_of_numbers_has_a_step_also_where_none_is_asked_for() {
        JsonNode minute = TestingServer.json(range("vector(1)", "&start=" + (NOW - 60) + "&end=" + NOW));
        assertThat(minute.at("/data/result/0/values").size()).isEqualTo(61);
        JsonNode hour = TestingServer.json(range("vector(1)", "&start=" + (NOW - 3600) + "&end=" + NOW));
        assertThat(hour.at("/data/result/0/values/1/0").asLong()
                        - hour.at("/data/result/0/values/0/0").asLong())
                .isEqualTo(14);
    }

    /** As Loki's frontend does it: from the multiple before the start to the one after the end. */
    @Test
    void a_range_of_numbers_is_at_multiples_of_the_step() {
        assertThat(times(range("vector(1)", "&start=1699999990&end=1700000080.001&step=60")))
                .containsExactly(1_699_999_980L, 1_700_000_040L, 1_700_000_100L);
        assertThat(times(range("vector(1)", "&start=1700000040&end=1700000100&step=60")))
                .containsExactly(1_700_000_040L, 1_700_000_100L);
        assertThat(times(range("vector(1)", "&start=7&end=7&step=7"))).containsExactly(7L);
        assertThat(times(range(
                        "sum(count_over_time({service=\"checkout\"}[1m]))",
                        "&start=1699999941&end=1699999999&step=60")))
                .containsExactly(1_699_999_980L);
    }

    private static List<Long> times(HttpResponse<String> response) {
        List<Long> times = new ArrayList<>();
        TestingServer.json(response)
                .at("/data/result/0/values")
                .forEach(value -> times.add(value.at("/0").asLong()));
        return times;
    }

    @Test
    void numbers_are_written_without_exponents() {
        assertThat(range("vector(0.0000001)", "&start=60&end=60&step=60").body())
                .contains("\"values\":[[60,\"0.0000001\"]]");
        assertThat(server.get("/loki/api/v1/query?time=60&query="
                                + TestingServer.encoded("vector(1000000)*vector(1e18)"))
                        .body())
                .contains("\"value\":[60,\"1000000000000000000000000\"]");
    }

    @Test
    void labels_without_a_value_are_shown_where_a_stage_made_them() {
        String query = "{service=\"checkout\"} |= \"took\" | json took, trace=\"trace.id\"";
        assertThat(TestingServer.json(range(query, ""))
                        .at("/data/result/0/stream")
                        .toString())
                .isEqualTo("{\"service\":\"checkout\",\"took\":\"5\",\"trace\":\"\"}");
        assertThat(TestingServer.json(server.get(
                                "/loki/api/v1/query_range?query=" + TestingServer.encoded(query),
                                "X-Loki-Response-Encoding-Flags",
                                "categorize-labels"))
                        .at("/data/result/0/values/0/2")
                        .toString())
                .isEqualTo("{\"parsed\":{\"took\":\"5\",\"trace\":\"\"}}");
    }

    @Test
    void metadata_is_filtered_by_and_told_apart_from_what_was_parsed() {
        loki.push(Labels.of("service", "traced"), "trace=found status=500", Labels.of("trace", "t1"));
        String query = "{service=\"traced\"} | trace=\"t1\" | logfmt | status >= 500";

        assertThat(TestingServer.json(range(query, ""))
                        .at("/data/result/0/stream")
                        .toString())
                .isEqualTo(
                        "{\"service\":\"traced\",\"status\":\"500\",\"trace\":\"t1\",\"trace_extracted\":\"found\"}");
        JsonNode apart = TestingServer.json(server.get(
                "/loki/api/v1/query_range?query=" + TestingServer.encoded(query),
                "X-Loki-Response-Encoding-Flags",
                "categorize-labels"));
        assertThat(apart.at("/data/result/0/values/0/2").toString())
                .isEqualTo(
                        "{\"structuredMetadata\":{\"trace\":\"t1\"},\"parsed\":{\"status\":\"500\",\"trace_extracted\":\"found\"}}");
        assertThat(range("{service=\"traced\"} | trace=\"t2\"", "").body()).contains("\"result\":[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            count_over_time({service="checkout"} | json [5m]) # pipeline error: 'JSONParserErr' for series: '{__error__="JSONParserErr"
            topk(0, rate({service="checkout"}[5m])) # parse error : invalid parameter (must be greater than 0) topk(0
            {service="checkout"} |~ "(" # parse error : stage '|~ "("' : error parsing regexp: missing closing )
            """)
    void what_is_wrong_with_a_query_is_said_in_plain_text_with_400(String query, String beginning) {
        HttpResponse<String> response = range(query, "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).startsWith(beginning);
    }

    @Test
    void the_limit_of_lines_does_not_bind_numbers() {
        assertThat(range("count_over_time({service=\"checkout\"}[5m])", "&limit=1000000")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_form_may_be_posted() {
        HttpResponse<String> posted = server.post(
                "/loki/api/v1/query_range",
                "application/x-www-form-urlencoded",
                "limit=1&query=" + TestingServer.encoded("{service=\"checkout\"}"));

        assertThat(lines(TestingServer.json(posted))).containsExactly("plain \"quoted\"");
    }

    @Test
    void statistics_say_what_was_read_for_lines_and_for_numbers() {
        JsonNode lines = TestingServer.json(range("{service=\"checkout\"} |= \"plain\"", ""))
                .at("/data/stats/summary");
        assertThat(lines.at("/totalLinesProcessed").asInt()).isEqualTo(2);
        assertThat(lines.at("/totalEntriesReturned").asInt()).isEqualTo(1);
        assertThat(lines.at("/totalBytesProcessed").asInt())
                .isEqualTo("{\"level\":\"error\",\"took\":5}".length() + "plain \"quoted\"".length());

        JsonNode numbers = TestingServer.json(
                        range("sum(count_over_time({service=\"checkout\"} |= \"plain\" [5m]))", ""))
                .at("/data/stats");
        assertThat(numbers.at("/summary/totalLinesProcessed").asInt()).isEqualTo(2);
        assertThat(numbers.at("/querier/store/chunk/decompressedLines").asInt()).isEqualTo(2);
        assertThat(numbers.has("ingester")).isTrue();
    }

    @Test
    void other_methods_and_paths_are_told_so() {
        HttpResponse<String> head = server.post("/loki/api/v1/status/buildinfo", "text/plain", "");
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("Allow")).hasValue("GET");
        HttpResponse<String> unknown = server.get("/loki/api/v1/chunks");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("not supported yet: /loki/api/v1/chunks\n");
    }

    @Test
    void numbers_come_as_a_matrix_in_seconds() {
        JsonNode counted = TestingServer.json(range(
                "sum(count_over_time({service=\"checkout\"}[5m]))",
                "&start=" + (NOW - 60) + "&end=" + NOW + "&step=60"));

        assertThat(counted.at("/data/resultType").asText()).isEqualTo("matrix");
        assertThat(counted.at("/data/result/0/values").toString()).isEqualTo("[[1699999980,\"2\"],[1700000040,\"2\"]]");
    }

    @Test
    void an_instant_query_answers_a_vector() {
        JsonNode two = TestingServer.json(
                server.get("/loki/api/v1/query?query=" + TestingServer.encoded("vector(1)+vector(1)")));

        assertThat(two.at("/data/resultType").asText()).isEqualTo("vector");
        assertThat(two.at("/data/result").size()).isEqualTo(1);
        assertThat(two.at("/data/result/0/value/1").asText()).isEqualTo("2");
    }

    @Test
    void an_instant_is_one_to_the_nanosecond() {
        long nanos = NOW * TestingLoki.SECOND;
        loki.pushAt(nanos + 7, Labels.of("service", "late"), "said");
        String count = "/loki/api/v1/query?query=" + TestingServer.encoded("count_over_time({service=\"late\"}[1m])");

        assertThat(TestingServer.json(server.get(count + "&time=" + (nanos + 6)))
                        .at("/data/result"))
                .isEmpty();
        assertThat(TestingServer.json(server.get(count + "&time=" + (nanos + 7)))
                        .at("/data/result/0/value/1")
                        .asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query_range | parse error : syntax error: unexpected $end: no query was sent
            query?query= | parse error : syntax error: unexpected $end: no query was sent
            query_range?query=%7Ba%3D%22b%22%7D&limit=0 | limit must be a positive value
            query_range?query=%7Ba%3D%22b%22%7D&limit=many | could not parse 'limit' parameter: "many" is not a whole number
            query_range?query=%7Ba%3D%22b%22%7D&limit=5001 | max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)
            query_range?query=%7Ba%3D%22b%22%7D&step=0 | zero or negative query resolution step widths are not accepted. Try a positive integer
            query_range?query=%7Ba%3D%22b%22%7D&step=1&start=1&end=20000 | exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter
            query_range?query=%7Ba%3D%22b%22%7D&interval=-1 | interval must be >= 0
            query_range?query=%7Ba%3D%22b%22%7D&interval=soon | could not parse 'interval' parameter: cannot parse "soon" to a valid duration, such as 5m or 300
            query_range?query=%7Ba%3D%22b%22%7D&since=soon | could not parse 'since' parameter: cannot parse "soon" to a valid duration, such as 5m or 300
            query?query=vector(1)&limit=-1 | limit must be a positive value
            query?query=vector(1)&direction=up | invalid direction 'up'
            series?match%5B%5D=%7Ba%3D%22b%22%7D%7C%3D%22c%22 | only label matchers are supported, such as {service="checkout"}
            label/a/values?query=%7Ba%3D%22b%22%7D%7Cjson | only label matchers are supported, such as {service="checkout"}
            query_range?query=%7Ba%3D%22b%22%7D&direction=up | invalid direction 'up'
            query_range?query=%7Ba%3D%22b%22%7D&start=now | could not parse 'start' parameter: "now" is not a time: nanoseconds, seconds with decimals or RFC 3339
            query_range?query=%7Ba%3D%22b%22%7D&start=9&end=8 | end timestamp must not be before or equal to start time
            """)
    void errors_are_plain_text(String path, String message) {
        HttpResponse<String> response = server.get("/loki/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo(message + "\n");
    }

    @Test
    void a_query_is_laid_out() {
        String query = URLEncoder.encode("sum( rate({a=`b`}|json[5m]) )by(c)", StandardCharsets.UTF_8);
        HttpResponse<String> response = server.get("/loki/api/v1/format_query?query=" + query);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestingServer.json(response).path("data").asText())
                .isEqualTo("sum by (c)(rate({a=\"b\"} | json[5m]))");
    }

    @Test
    void a_query_with_a_mistake_says_where() {
        HttpResponse<String> response = range("{service=\"checkout\"", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("parse error at line 1, col 20: syntax error: unexpected $end");
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
        assertThat(server.get("/loki/api/v1/series?match[]=".replace("[]", "%5B%5D")
                                + TestingServer.encoded("{service=\"payment\"}") + "&match="
                                + TestingServer.encoded("{service=\"checkout\"}"))
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"service\":\"checkout\"},{\"service\":\"payment\"}]}");
        assertThat(server.get("/ready").body()).isEqualTo("ready\n");
    }
}
