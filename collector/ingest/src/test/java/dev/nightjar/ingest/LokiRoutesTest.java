package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Loki's push over real HTTP. */
class LokiRoutesTest {
    private final TestingRoutes routes = TestingRoutes.withoutMore();

    @AfterEach
    void stop() {
        routes.close();
    }

    private static final String JSON = "application/json";
    private static final String PROTO = "application/x-protobuf";

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("User-Agent", "Prometheus/2.42.0"));
        all.addAll(List.of(headers));
        return routes.send("POST", path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> push(String json) throws Exception {
        return post("/loki/api/v1/push", json.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
    }

    private String storedLines() {
        return String.join("\n", routes.lines()) + "\n";
    }

    @Test
    void loki_json_is_stored_and_answered_204() throws Exception {
        HttpResponse<String> response = push(
                "{\"streams\":[{\"stream\":{\"service\":\"checkout\"},\"values\":[[\"1700000000000000000\",\"hello\"]]}]}");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(storedLines())
                .isEqualTo("{service=\"checkout\", service_name=\"checkout\"} 1700000000000000000 hello\n");
    }

    @Test
    void loki_json_may_be_gzipped_and_protobuf_works_too() throws Exception {
        byte[] json = "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}]}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(post(
                                "/loki/api/v1/push",
                                CompressionTest.gzip(json),
                                "Content-Type",
                                JSON,
                                "Content-Encoding",
                                "gzip")
                        .statusCode())
                .isEqualTo(204);
        byte[] proto = Snappy.compress(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .text(1, "{a=\"c\"}")
                                .message(
                                        2,
                                        new ProtoBytes()
                                                .message(1, new ProtoBytes().varint(1, 1))
                                                .text(2, "y")))
                .toBytes());
        assertThat(post("/loki/api/v1/push", proto, "Content-Type", PROTO).statusCode())
                .isEqualTo(204);

        assertThat(storedLines())
                .isEqualTo("{a=\"b\", service_name=\"unknown_service\"} 1 x\n"
                        + "{a=\"c\", service_name=\"unknown_service\"} 1000000000 y\n");
    }

    @Test
    void a_log_stream_that_cannot_be_is_a_clear_400_and_the_others_are_stored() throws Exception {
        HttpResponse<String> response = push(
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]},{\"stream\":{\"a-b\":\"c\"},\"values\":[[\"1\",\"x\"]]}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("Error parsing labels '{a-b=\"c\"}' with error: \"a-b\" is not a label name: letters,"
                        + " digits and _, not a digit first\n");
        assertThat(storedLines()).isEqualTo("{a=\"b\", service_name=\"unknown_service\"} 1 x\n");
    }

    @Test
    void a_log_stream_without_labels_is_of_an_unknown_service() throws Exception {
        assertThat(push("{\"streams\":[{\"stream\":{},\"values\":[[\"1\",\"x\"]]}]}")
                        .statusCode())
                .isEqualTo(204);

        assertThat(storedLines()).isEqualTo("{service_name=\"unknown_service\"} 1 x\n");
    }
}
