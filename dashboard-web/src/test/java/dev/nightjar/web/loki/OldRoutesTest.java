package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/prom/*}: what was there before version 1 of Loki's API. */
class OldRoutesTest {
    private static final Labels SHOP = Labels.of("app", "shop", "said", "\"hi\"");

    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    private HttpResponse<String> query(String query, String more) {
        return loki.server().get("/api/prom/query?query=" + TestingServer.encoded(query) + more);
    }

    @Test
    void lines_come_in_streams_named_by_one_text_with_times_as_texts() {
        loki.push(SHOP, "one", "two");

        assertThat(query("{app=\"shop\"}", "").body())
                .startsWith("{\"streams\":[{\"labels\":\"{app=\\\"shop\\\", said=\\\"\\\\\\\"hi\\\\\\\"\\\"}\","
                        + "\"entries\":[{\"ts\":\"2023-11-14T22:12:21Z\",\"line\":\"two\"},"
                        + "{\"ts\":\"2023-11-14T22:12:20Z\",\"line\":\"one\"}]}],\"stats\":{\"summary\":{");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0         | 1970-01-01T00:00:00Z
            120000000 | 1970-01-01T00:00:00.12Z
            1         | 1970-01-01T00:00:00.000000001Z
            -1        | 1969-12-31T23:59:59.999999999Z
            """)
    void times_have_as_many_decimals_as_they_need(long nanos, String text) {
        assertThat(OldJson.time(nanos)).isEqualTo(text);
    }

    @Test
    void a_regexp_beside_the_query_leaves_out_lines() {
        loki.push(SHOP, "took 5 ms", "took \"7\" ms", "charged");

        String body = query("{app=\"shop\"} # all of it", "&limit=10&regexp=" + TestingServer.encoded("\"\\d\""))
                .body();

        assertThat(body).contains("took \\\"7\\\" ms").doesNotContain("took 5", "charged");
    }

    @Test
    void numbers_are_not_what_this_path_answers() {
        HttpResponse<String> response = query("rate({app=\"shop\"}[1m])", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("legacy endpoints only support streams result type; ask /loki/api/v1/query_range\n");
    }

    @Test
    void labels_and_values_stand_without_an_envelope() {
        assertThat(loki.server().get("/api/prom/label").body()).isEqualTo("{}");
        loki.push(SHOP, "one");

        assertThat(loki.server().get("/api/prom/label").body()).isEqualTo("{\"values\":[\"app\",\"said\"]}");
        assertThat(loki.server().get("/api/prom/label/app/values").body()).isEqualTo("{\"values\":[\"shop\"]}");
        assertThat(loki.server().get("/api/prom/series").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"app\":\"shop\",\"said\":\"\\\"hi\\\"\"}]}");
    }

    @Test
    void a_tail_has_streams_of_the_same_form_and_a_cursor() throws InterruptedException {
        loki.push(SHOP, "one");

        try (TailClient client = TailClient.at(
                loki.server().port(), "/api/prom/tail?query=" + TestingServer.encoded("{app=\"shop\"}"))) {
            JsonNode frame = client.frame();
            assertThat(frame.toString())
                    .isEqualTo("{\"streams\":[{\"labels\":\"{app=\\\"shop\\\", said=\\\"\\\\\\\"hi\\\\\\\"\\\"}\","
                            + "\"entries\":[{\"ts\":\"2023-11-14T22:12:20Z\",\"line\":\"one\"}]}],\"cursor\":\"1\"}");
        }
    }

    @Test
    void what_else_was_there_is_said_not_to_be() {
        HttpResponse<String> response = loki.server().get("/api/prom/rules");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("not supported yet: /api/prom/rules\n");
    }
}
