package dev.nightjar.ingest.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As Filebeat, Fluent Bit and Vector ask, over real HTTP. */
class ElasticBulkTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final String FILEBEAT = "Elastic-filebeat/8.15.0 (linux; amd64)";

    private final TestingRoutes routes = new TestingRoutes((samples, logs, limits) ->
            ElasticBulk.protocols(logs, limits, InstantSource.fixed(Instant.ofEpochSecond(77))));

    @AfterEach
    void stop() {
        routes.close();
    }

    private HttpResponse<String> bulk(String path, String body) throws Exception {
        return routes.post(path, body, "User-Agent", FILEBEAT, "Content-Type", NDJSON);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void filebeats_documents_become_lines_with_their_fields_beside_them() throws Exception {
        HttpResponse<String> answer = bulk("/elasticsearch/_bulk", """
                {"create":{"_index":"filebeat-8.15"}}
                {"@timestamp":"2023-11-14T22:13:20.123Z","message":"paid","host":{"name":"web1"},"service":{"name":"shop"},"log":{"offset":12,"file":{"path":"/a.log"}},"tags":["x","y"],"2nd":{"1":null,"2":true}}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("errors").asBoolean()).isFalse();
        assertThat(json(answer).at("/items/0/create/status").asInt()).isEqualTo(201);
        assertThat(routes.lines())
                .containsExactly("{host=\"web1\", index=\"filebeat-8.15\", service=\"shop\"} 1700000000123000000 paid"
                        + " {_2nd_2=\"true\", host_name=\"web1\", log_file_path=\"/a.log\", log_offset=\"12\","
                        + " service_name=\"shop\", tags=\"[\\\"x\\\",\\\"y\\\"]\"}");
    }

    @Test
    void equal_documents_of_one_millisecond_are_all_kept_and_the_request_sent_again_adds_none() throws Exception {
        String document = "{\"index\":{\"_index\":\"nginx\"}}\n"
                + "{\"@timestamp\":\"2023-11-14T22:13:20.123Z\",\"message\":\"GET /health 200\"}\n";
        bulk("/_bulk", document.repeat(3));
        bulk("/_bulk", document.repeat(3));

        assertThat(routes.lines())
                .containsExactly(
                        "{index=\"nginx\"} 1700000000123000000 GET /health 200",
                        "{index=\"nginx\"} 1700000000123000001 GET /health 200",
                        "{index=\"nginx\"} 1700000000123000002 GET /health 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2023-11-14T22:13:20.123Z\"",
                "\"2023-11-14T23:13:20.123+01:00\"",
                "\"2023-11-14T23:13:20.123+0100\"",
                "\"2023-11-14T22:13:20.123\"",
                "\"2023-11-14T22:13:20.123000\"",
                "1700000000123",
                "\"1700000000123\""
            })
    void times_are_read_as_elasticsearch_reads_them(String time) throws Exception {
        bulk("/_bulk", "{\"index\":{\"_index\":\"a\"}}\n{\"@timestamp\":" + time + ",\"message\":\"x\"}\n");

        assertThat(routes.lines()).containsExactly("{index=\"a\"} 1700000000123000000 x");
    }

    @Test
    void a_time_that_says_no_offset_is_utc_and_a_day_its_first_moment() throws Exception {
        bulk("/i/_bulk", """
                {"create":{}}
                {"@timestamp":"1970-01-02","message":"day"}
                {"create":{}}
                {"@timestamp":"1970-01-01T00:01","message":"minute"}
                {"create":{}}
                {"@timestamp":"1970-01-01T00:00:02","message":"second"}
                """);

        assertThat(routes.lines())
                .containsExactlyInAnyOrder(
                        "{index=\"i\"} 86400000000000 day",
                        "{index=\"i\"} 60000000000 minute",
                        "{index=\"i\"} 2000000000 second");
    }

    @Test
    void what_a_sender_notes_beside_the_action_is_passed_over() throws Exception {
        HttpResponse<String> answer = bulk("/_bulk", """
                {"index":{"_index":"wes-2026","pipeline":null},"attempts":0,"more":{"a":[1]}}
                {"@timestamp":1,"message":"as winston-elasticsearch sends it"}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(routes.lines()).containsExactly("{index=\"wes-2026\"} 1000000 as winston-elasticsearch sends it");
    }

    @Test
    void a_document_without_a_message_is_the_line_itself() throws Exception {
        HttpResponse<String> answer = bulk(
                "/web%2Dlogs/_bulk",
                "{\"index\":{\"_id\":\"7\"}}\n{\"log\":\"x\",\"n\":{\"a\":0.1234567890123456789}}");

        assertThat(json(answer).at("/items/0/index/_id").asText()).isEqualTo("7");
        assertThat(routes.lines())
                .containsExactly(
                        "{index=\"web-logs\"} 77000000000 {\"log\":\"x\",\"n\":{\"a\":0.1234567890123456789}}");
    }

    @Test
    void names_with_dots_are_the_same_places_and_the_best_place_names_the_service() throws Exception {
        bulk("/i/_bulk", """
                {"create":{}}
                {"message":"ecs","@timestamp":"2023-11-14T23:13:20+01:00","kubernetes":{"container":{"name":"c"}},"service.name":"shop","host.hostname":"h"}
                {"create":{}}
                {"service":"plain","message":"","@timestamp":"2023-11-14t22:13:20.5z","host":{"name":""},"hostname":"h2","b":{"x":2},"b.x":3}
                {"create":{"_id":7}}
                {"@timestamp":null,"message":{"not":"text"},"a":[1, 2]}
                {"create":[]}
                {"message":"half \\ud800 a pair","@timestamp":0}
                """);

        assertThat(routes.lines())
                .containsExactlyInAnyOrder(
                        "{host=\"h\", index=\"i\", service=\"shop\"} 1700000000000000000 ecs"
                                + " {host_hostname=\"h\", kubernetes_container_name=\"c\", service_name=\"shop\"}",
                        "{host=\"h2\", index=\"i\", service=\"plain\"} 1700000000500000000 "
                                + " {b_x=\"3\", hostname=\"h2\", service=\"plain\"}",
                        "{index=\"i\"} 77000000000 {\"@timestamp\":null,\"message\":{\"not\":\"text\"},\"a\":[1, 2]}",
                        "{index=\"i\"} 0 half \ufffd a pair");
    }

    @Test
    void a_document_with_more_fields_than_are_usual_keeps_them_all() throws Exception {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            fields.append(",\"f").append(i % 1200).append("\":").append(i);
        }
        bulk("/i/_bulk", "{\"create\":{}}\n{\"message\":\"m\",\"@timestamp\":1" + fields + "}\n");

        assertThat(routes.lines().getFirst()).contains("f1199=\"1199\"", "f299=\"1499\"", "f300=\"300\"");
    }

    @Test
    void fluent_bits_gzip_and_milliseconds_are_read() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write("{\"create\":{\"_index\":\"f\"}}\n{\"@timestamp\":1700000000123,\"message\":\"m\"}\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        HttpResponse<String> answer =
                routes.send("POST", "/_bulk", body.toByteArray(), "Content-Encoding", "gzip", "Content-Type", NDJSON);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(routes.lines()).containsExactly("{index=\"f\"} 1700000000123000000 m");
    }

    @Test
    void what_is_wrong_with_one_item_is_told_of_it_alone() throws Exception {
        HttpResponse<String> answer = bulk("/i/_bulk", """
                {"create":{}}
                {"message":"good","@timestamp":"1970-01-01T00:00:01Z"}
                {"create":{}}
                {"message":"bad","@timestamp":"yesterday"}
                {"index":{}}
                {broken
                {"delete":{"_id":"1"}}
                {"update":{"_id":"1"}}
                {"doc":{}}
                {"create":{}}
                {"message":"%s"}
                {"create":{}}
                [1]
                """.formatted("x".repeat(1001)));

        JsonNode items = json(answer).path("items");
        List<String> told = new ArrayList<>();
        items.forEach(item -> item.properties()
                .forEach(one -> told.add(one.getKey() + " " + one.getValue().path("status") + " "
                        + one.getValue().path("error").path("type").asText("-"))));
        assertThat(json(answer).path("errors").asBoolean()).isTrue();
        assertThat(told)
                .containsExactly(
                        "create 201 -",
                        "create 400 invalid_time_exception",
                        "index 400 malformed_exception",
                        "delete 400 not_supported_exception",
                        "update 400 not_supported_exception",
                        "create 400 line_too_long_exception",
                        "create 400 malformed_exception");
        assertThat(routes.lines()).containsExactly("{index=\"i\"} 1000000000 good");
        assertThat(routes.counts())
                .containsExactly(
                        "elastic_bulk Elastic-filebeat accepted 1 1",
                        "elastic_bulk Elastic-filebeat invalid_time 1 1",
                        "elastic_bulk Elastic-filebeat line_too_long 1 1",
                        "elastic_bulk Elastic-filebeat malformed 1 2",
                        "elastic_bulk Elastic-filebeat not_supported 1 2");
    }

    @Test
    void a_request_that_cannot_be_taken_apart_is_refused_whole() throws Exception {
        HttpResponse<String> noAction = bulk("/i/_bulk", "[\"create\"]\n{}\n");
        HttpResponse<String> noDocument = bulk("/i/_bulk", "{\"create\":{}}\n");
        HttpResponse<String> other = bulk("/i/_bulk", "{\"upsert\":{}}\n{}\n");

        assertThat(noAction.statusCode()).isEqualTo(400);
        assertThat(json(noAction).at("/error/reason").asText()).startsWith("line 1 is no action such as");
        assertThat(json(noDocument).at("/error/reason").asText()).contains("its document is missing");
        assertThat(json(other).at("/error/reason").asText()).startsWith("line 1: \"upsert\" is not one of");
        assertThat(bulk("/_bulk", "{\"create\":{}}\n{\"message\":\"m\"}\n").body())
                .contains("the item names no index");
        assertThat(routes.lines()).isEmpty();
    }

    private static String lines(int count) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            body.append("{\"create\":{}}\n{\"message\":\"line ")
                    .append(i)
                    .append("\",\"@timestamp\":")
                    .append(i)
                    .append("}\n");
        }
        return body.toString();
    }

    @Test
    void a_store_that_takes_some_lines_is_asked_until_it_is_known_which() throws Exception {
        routes.linesGoTo(batch -> {
            long bad =
                    batch.streams().stream().mapToLong(ElasticBulkTest::seventh).sum();
            List<Rejection> reasons =
                    List.of(new Rejection("too_old", "too old", bad), new Rejection("other", "other", 0));
            return bad == 0
                    ? new IngestResult.Accepted(batch.lineCount())
                    : new IngestResult.Rejected(batch.lineCount() - bad, reasons);
        });

        HttpResponse<String> answer = bulk("/i/_bulk", lines(20));

        List<Integer> refused = new ArrayList<>();
        JsonNode items = json(answer).path("items");
        for (int i = 0; i < items.size(); i++) {
            if (items.path(i).at("/create/status").asInt() == 400) {
                refused.add(i);
            }
        }
        assertThat(refused).containsExactly(0, 7, 14);
        assertThat(routes.counts())
                .containsExactly(
                        "elastic_bulk Elastic-filebeat accepted 1 17", "elastic_bulk Elastic-filebeat too_old 1 3");
    }

    private static long seventh(LogBatch.Stream stream) {
        long found = 0;
        for (int i = 0; i < stream.size(); i++) {
            found += stream.timestampNanos(i) / 1_000_000 % 7 == 0 ? 1 : 0;
        }
        return found;
    }

    @Test
    void a_full_store_is_429_with_a_time_to_wait_and_a_limit_is_429_per_item() throws Exception {
        routes.linesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "full"));
        HttpResponse<String> full = bulk("/i/_bulk", lines(2));
        routes.linesGoTo(batch -> new IngestResult.Rejected(0, List.of(new Rejection("rate_limited", "too fast", 2))));
        HttpResponse<String> limited = bulk("/i/_bulk", lines(2));

        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(full).at("/error/type").asText()).isEqualTo("es_rejected_execution_exception");
        assertThat(limited.statusCode()).isEqualTo(200);
        assertThat(json(limited).at("/items/1/create/status").asInt()).isEqualTo(429);
        assertThat(routes.counts())
                .containsExactly(
                        "elastic_bulk Elastic-filebeat overloaded 1 0",
                        "elastic_bulk Elastic-filebeat rate_limited 1 2");
    }

    @Test
    void senders_are_told_whom_they_talk_to() throws Exception {
        HttpResponse<String> who = routes.send("GET", "/", "", "User-Agent", FILEBEAT);

        assertThat(json(who).at("/version/number").asText()).startsWith("8.");
        assertThat(who.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
        assertThat(routes.send("GET", "/", "").statusCode()).isEqualTo(404);
        assertThat(routes.send("GET", "/elasticsearch/", "").statusCode()).isEqualTo(200);
        assertThat(json(routes.send("GET", "/_license?human=false", ""))
                        .at("/license/status")
                        .asText())
                .isEqualTo("active");
        assertThat(routes.send("PUT", "/elasticsearch/_index_template/filebeat-8", "{}")
                        .body())
                .isEqualTo("{\"acknowledged\":true}");
        assertThat(routes.send("HEAD", "/elasticsearch/_ilm/policy/filebeat", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_here_is_said_as_an_elasticsearch_says_it() throws Exception {
        HttpResponse<String> nodes = routes.send("GET", "/elasticsearch/_nodes/http", "");

        assertThat(nodes.statusCode()).isEqualTo(404);
        assertThat(json(nodes).at("/error/type").asText()).isEqualTo("not_supported_exception");
        assertThat(json(nodes).at("/error/reason").asText())
                .startsWith("not supported yet: only _bulk, _doc, and what their senders ask before they send");
        assertThat(routes.send("GET", "/elasticsearch/shop/_doc/1", "").statusCode())
                .isEqualTo(404);
        assertThat(routes.send("DELETE", "/elasticsearch/shop", "").statusCode())
                .isEqualTo(404);
        assertThat(bulk("/elasticsearch/shop/_bulk", lines(1)).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> client(String method, String path, String body) throws Exception {
        return routes.send(method, path, body, "User-Agent", "elasticsearch-py/7.17.6 (Python 3.11.7)");
    }

    @Test
    void documents_may_come_one_by_one() throws Exception {
        HttpResponse<String> made = client("POST", "/shop/_doc", "{\"message\":\"one\",\n \"@timestamp\":1}");
        HttpResponse<String> named = client("PUT", "/shop/_doc/a%2Fb", "{\"message\":\"two\",\"@timestamp\":2}");
        HttpResponse<String> curl = routes.post("/shop/_doc", "{\"message\":\"three\",\"@timestamp\":3}");
        routes.send("POST", "/elasticsearch/shop/_create/7", "{\"message\":\"four\",\"@timestamp\":4}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).path("result").asText()).isEqualTo("created");
        assertThat(json(made).path("_index").asText()).isEqualTo("shop");
        assertThat(json(made).path("_id").asText()).isNotEmpty();
        assertThat(json(named).path("_id").asText()).isEqualTo("a/b");
        assertThat(curl.statusCode()).isEqualTo(201);
        assertThat(routes.lines())
                .containsExactlyInAnyOrder(
                        "{index=\"shop\"} 1000000 one",
                        "{index=\"shop\"} 2000000 two",
                        "{index=\"shop\"} 3000000 three",
                        "{index=\"shop\"} 4000000 four");
    }

    @Test
    void one_document_that_is_refused_is_the_answer() throws Exception {
        HttpResponse<String> bad = client("POST", "/shop/_doc", "{\"@timestamp\":\"yesterday\"}");
        routes.linesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "full"));
        HttpResponse<String> full = client("POST", "/shop/_doc", "{\"message\":\"m\"}");

        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(json(bad).at("/error/type").asText()).isEqualTo("invalid_time_exception");
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).contains("3");
        assertThat(json(full).at("/error/type").asText()).isEqualTo("es_rejected_execution_exception");
        assertThat(routes.counts())
                .containsExactly(
                        "elastic_bulk elasticsearch-py invalid_time 1 1",
                        "elastic_bulk elasticsearch-py overloaded 1 1");
    }

    /** They do not go on where the product's header is missing, whatever the status. */
    @Test
    void elasticsearchs_clients_are_answered_at_the_root_and_nobody_else() throws Exception {
        for (String[] asked : new String[][] {
            {"HEAD", "/shop", "200"},
            {"PUT", "/shop", "200"},
            {"POST", "/shop/_refresh", "200"},
            {"PUT", "/_index_template/shop", "200"},
            {"POST", "/shop/_search", "404"},
            {"DELETE", "/shop", "404"}
        }) {
            HttpResponse<String> answer = client(asked[0], asked[1], "");
            assertThat(answer.statusCode()).as(asked[0] + " " + asked[1]).isEqualTo(Integer.parseInt(asked[2]));
            assertThat(answer.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
        }
        HttpResponse<String> heartbeat = routes.send("GET", "/-/ready", "", "User-Agent", "Elastic-Heartbeat/8.15.0");
        assertThat(heartbeat.headers().firstValue("X-Elastic-Product")).isEmpty();
        assertThat(routes.send("HEAD", "/shop", "").headers().firstValue("X-Elastic-Product"))
                .isEmpty();
    }

    @Test
    void a_token_is_asked_for_in_its_words() throws Exception {
        routes.requireToken("t");

        HttpResponse<String> refused = bulk("/i/_bulk", lines(1));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).at("/error/type").asText()).isEqualTo("security_exception");
        assertThat(routes.send("POST", "/i/_bulk", lines(1), "Authorization", "ApiKey t")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void any_text_is_read_or_refused() throws Exception {
        Random random = new Random(1);
        String alphabet = "{}\":,\n createindex_1[]";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"create\":{}}\n" : "");
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(bulk("/i/_bulk", text.toString()).statusCode()).isIn(200, 400);
        }
    }
}
