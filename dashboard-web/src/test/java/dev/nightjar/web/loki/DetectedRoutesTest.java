package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectedRoutesTest {
    private final TestingLoki loki = new TestingLoki();

    @BeforeEach
    void write() {
        loki.push(
                Labels.of("app", "shop", "pod", "1", "shard", "7"),
                "{\"user\":{\"id\":7,\"app\":\"web\"},\"took\":\"12ms\",\"ok\":true,\"size\":\"1.5MB\",\"list\":[1]}",
                "{\"user\":{\"id\":9},\"took\":\"8ms\",\"ok\":false,\"size\":\"3kB\",\"rate\":0.5}");
        loki.push(
                Labels.of("app", "mail"), "level=info msg=\"sent \\\"it\\\"\" app=smtp empty= bytes=12", "just words");
        loki.push(Labels.of("app", "trace"), "x", Labels.of("trace_id", "abc"));
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    private JsonNode fields(String query, String more) {
        HttpResponse<String> response =
                loki.server().get("/loki/api/v1/detected_fields?query=" + TestingServer.encoded(query) + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response);
    }

    @Test
    void fields_of_json_have_their_type_number_of_values_and_path() {
        JsonNode found = fields("{app=\"shop\"}", "").at("/fields");

        assertThat(found.toString())
                .isEqualTo("[" + field("ok", "boolean", 2, "\"ok\"") + "," + field("rate", "float", 1, "\"rate\"") + ","
                        + field("size", "bytes", 2, "\"size\"") + "," + field("took", "duration", 2, "\"took\"") + ","
                        + field("user_app", "string", 1, "\"user\",\"app\"") + ","
                        + field("user_id", "int", 2, "\"user\",\"id\"") + "]");
    }

    private static String field(String name, String type, int values, String path) {
        return "{\"label\":\"" + name + "\",\"type\":\"" + type + "\",\"cardinality\":" + values
                + ",\"parsers\":[\"json\"],\"jsonPath\":[" + path + "]}";
    }

    @Test
    void fields_of_logfmt_and_metadata_are_found_and_a_label_keeps_its_name() {
        assertThat(fields("{app=\"mail\"}", "").at("/fields").findValuesAsText("label"))
                .containsExactly("app_extracted", "bytes", "level", "msg");
        JsonNode metadata = fields("{app=\"trace\"}", "").at("/fields/0");
        assertThat(metadata.toString())
                .isEqualTo(
                        "{\"label\":\"trace_id\",\"type\":\"string\",\"cardinality\":1,\"parsers\":null,\"jsonPath\":null}");
    }

    @Test
    void what_a_query_parses_counts_too() {
        assertThat(fields("{app=\"mail\"} | pattern \"<first> <_>\"", "")
                        .at("/fields")
                        .findValuesAsText("label"))
                .contains("first");
    }

    @Test
    void fields_and_lines_are_limited() {
        JsonNode two = fields("{app=\"shop\"}", "&limit=2&line_limit=1");
        assertThat(two.at("/limit").asInt()).isEqualTo(2);
        assertThat(two.at("/fields").findValuesAsText("cardinality")).containsExactly("1", "1");
        assertThat(loki.server()
                        .get("/loki/api/v1/detected_fields?query=%7B%7D&line_limit=6000")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void values_of_a_field_come_sorted() {
        assertThat(loki.server()
                        .get("/loki/api/v1/detected_field/user_id/values?query="
                                + TestingServer.encoded("{app=\"shop\"}"))
                        .body())
                .isEqualTo("{\"values\":[\"7\",\"9\"],\"limit\":1000}");
        assertThat(loki.server()
                        .get("/loki/api/v1/detected_field/nothing/values?query="
                                + TestingServer.encoded("{app=\"shop\"}"))
                        .body())
                .isEqualTo("{\"values\":[],\"limit\":1000}");
    }

    /** So that a value that was chosen finds its lines. */
    @Test
    void values_are_those_that_the_parsers_yield() {
        loki.push(Labels.of("app", "odd"), "msg=\"tab\\t\" cut=a=b", "msg=\"caf\\u00e9\"");
        assertThat(loki.server()
                        .get("/loki/api/v1/detected_field/msg/values?query=" + TestingServer.encoded("{app=\"odd\"}"))
                        .body())
                .isEqualTo("{\"values\":[\"café\",\"tab\\t\"],\"limit\":1000}");
        assertThat(fields("{app=\"odd\"}", "").at("/fields").findValuesAsText("label"))
                .containsExactly("msg");
    }

    @Test
    void labels_whose_every_value_is_an_id_are_left_out() {
        assertThat(loki.server().get("/loki/api/v1/detected_labels").body())
                .isEqualTo("{\"detectedLabels\":[{\"label\":\"app\",\"cardinality\":3},"
                        + "{\"label\":\"pod\",\"cardinality\":1}]}");
    }

    @Test
    void numbers_have_no_fields() {
        HttpResponse<String> response = loki.server()
                .get("/loki/api/v1/detected_fields?query=" + TestingServer.encoded("rate({app=\"shop\"}[1m])"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("only log selector is supported");
    }
}
