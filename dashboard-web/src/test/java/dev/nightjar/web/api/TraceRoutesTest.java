package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceRoutesTest {
    private static final String TRACE = "5b8efff798038103d269b633813fc60c";

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        new TraceRoutes(logs).mount(new ApiRouter(router, gate, new Dispatcher(workers)));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    private void store(String service, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("nightjar_kind", "trace", "span_service", service));
        for (String line : lines) {
            stream.line(1, line.getBytes(StandardCharsets.UTF_8));
        }
        logs.append(new LogBatch(List.of(stream.build())));
    }

    private static String span(String trace, int id, String more) {
        return "{\"traceId\":\"" + trace + "\",\"spanId\":\"000000000000000" + id + "\"" + more + "}";
    }

    @Test
    void a_trace_is_put_together_from_the_spans_of_all_services() {
        store(
                "checkout",
                span(
                        TRACE,
                        2,
                        ",\"parentSpanId\":\"0000000000000001\",\"name\":\"pay\",\"kind\":\"client\","
                                + "\"startTimeUnixNano\":\"1700000000000000150\",\"durationNanos\":\"500\","
                                + "\"status\":{\"message\":\"broken\",\"code\":\"error\"},"
                                + "\"attributes\":{\"code\":500,\"route\":\"/pay\"},"
                                + "\"events\":[{\"name\":\"exception\",\"timeUnixNano\":\"3\",\"attributes\":{\"a\":true}}],"
                                + "\"links\":[{\"traceId\":\"t\",\"spanId\":\"s\",\"attributes\":{}}],"
                                + "\"scope\":{\"name\":\"lib\"},\"resource\":{\"service.name\":\"checkout\"}"),
                "no JSON, but with " + TRACE,
                span("00000000000000000000000000000001", 9, ",\"name\":\"mentions " + TRACE + "\""));
        store(
                "gateway",
                span(
                        TRACE,
                        1,
                        ",\"name\":\"GET /\",\"kind\":\"server\",\"startTimeUnixNano\":\"1700000000000000100\","
                                + "\"durationNanos\":\"900\",\"resource\":{\"service.name\":\"gateway\"}"));

        JsonNode trace =
                TestingServer.json(server.get("/nightjar/v1/traces/" + TRACE.toUpperCase(java.util.Locale.ROOT)));

        assertThat(trace.path("services").toString()).isEqualTo("[\"checkout\",\"gateway\"]");
        assertThat(trace.path("startTimeUnixNano").asText()).isEqualTo("1700000000000000100");
        assertThat(trace.path("durationNanos").asText()).isEqualTo("900");
        assertThat(trace.path("truncated").asBoolean()).isFalse();
        assertThat(trace.path("spans").size()).isEqualTo(2);
        JsonNode root = trace.path("spans").get(0);
        assertThat(root.path("name").asText()).isEqualTo("GET /");
        assertThat(root.path("parentSpanId").isNull()).isTrue();
        assertThat(root.path("status").asText()).isEqualTo("unset");
        JsonNode child = trace.path("spans").get(1);
        assertThat(child.path("parentSpanId").asText()).isEqualTo("0000000000000001");
        assertThat(child.path("status").asText()).isEqualTo("error");
        assertThat(child.path("statusMessage").asText()).isEqualTo("broken");
        assertThat(child.path("attributes").toString()).isEqualTo("{\"code\":\"500\",\"route\":\"/pay\"}");
        assertThat(child.path("events").toString())
                .isEqualTo("[{\"name\":\"exception\",\"timeUnixNano\":\"3\",\"attributes\":{\"a\":\"true\"}}]");
        assertThat(child.path("links").get(0).path("traceId").asText()).isEqualTo("t");
    }

    @Test
    void what_is_no_id_is_400_and_what_is_not_stored_404() {
        assertThat(server.get("/nightjar/v1/traces/xyz").statusCode()).isEqualTo(400);
        assertThat(server.get("/nightjar/v1/traces/" + TRACE).statusCode()).isEqualTo(404);
    }
}
