package dev.nightjar.ingest.otlp;

import static dev.nightjar.ingest.otlp.Sent.attribute;
import static dev.nightjar.ingest.otlp.Sent.nanos;
import static dev.nightjar.ingest.otlp.Sent.request;
import static dev.nightjar.ingest.otlp.Sent.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.ProtoBytes;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.InMemoryLogStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansSignalTest {
    private final InMemoryLogStore store = new InMemoryLogStore();
    private final SpansSignal signal = new SpansSignal(store, IngestLimits.DEFAULTS);

    private Answer send(ProtoBytes... spans) throws Exception {
        byte[] body = request(resource("service.name", "shop", "host.name", "a"), spans)
                .toBytes();
        return signal.store(body, body.length);
    }

    private List<String> lines() {
        List<String> text = new ArrayList<>();
        try (LogCursor lines =
                store.select(new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, List.of()))) {
            while (lines.next()) {
                text.add(lines.labels() + " " + lines.metadata() + " " + lines.timestampNanos() / 1e9 + " "
                        + new String(lines.line(), StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    private static byte[] id(int bytes, int value) {
        byte[] id = new byte[bytes];
        Arrays.fill(id, (byte) value);
        return id;
    }

    @Test
    void a_span_becomes_a_line_of_json_found_by_its_trace() throws Exception {
        ProtoBytes event = new ProtoBytes()
                .fixed64(1, nanos(2))
                .text(2, "exception")
                .message(3, attribute("exception.type", "Boom"));
        ProtoBytes link =
                new ProtoBytes().bytes(1, id(16, 3)).bytes(2, id(8, 4)).message(4, attribute("why", "retry"));

        Answer answer = send(new ProtoBytes()
                .bytes(1, id(16, 0xab))
                .bytes(2, id(8, 1))
                .bytes(4, id(8, 2))
                .text(5, "GET /\"x\"")
                .varint(6, 2)
                .fixed64(7, nanos(1))
                .fixed64(8, nanos(1.5))
                .message(9, attribute("http.method", "GET"))
                .message(9, attribute("http.status", new ProtoBytes().varint(3, 500)))
                .message(11, event)
                .message(13, link)
                .message(15, new ProtoBytes().text(2, "broken").varint(3, 2)));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(lines())
                .containsExactly("{nightjar_kind=\"trace\", span_service=\"shop\"} {detected_level=\"error\","
                        + " span_id=\"0101010101010101\", trace_id=\"abababababababababababababababab\"} 1.0"
                        + " {\"traceId\":\"abababababababababababababababab\",\"spanId\":\"0101010101010101\","
                        + "\"parentSpanId\":\"0202020202020202\",\"name\":\"GET /\\\"x\\\"\",\"kind\":\"server\","
                        + "\"startTimeUnixNano\":\"1000000000\",\"durationNanos\":\"500000000\","
                        + "\"status\":{\"message\":\"broken\",\"code\":\"error\"},"
                        + "\"attributes\":{\"http.method\":\"GET\",\"http.status\":500},"
                        + "\"events\":[{\"name\":\"exception\",\"timeUnixNano\":\"2000000000\","
                        + "\"attributes\":{\"exception.type\":\"Boom\"}}],"
                        + "\"links\":[{\"traceId\":\"03030303030303030303030303030303\",\"spanId\":\"0404040404040404\","
                        + "\"attributes\":{\"why\":\"retry\"}}],"
                        + "\"scope\":{\"name\":\"lib\",\"version\":\"1.0\"},"
                        + "\"resource\":{\"service.name\":\"shop\",\"host.name\":\"a\"}}");
    }

    @Test
    void a_span_without_valid_ids_is_refused_alone() throws Exception {
        Answer answer = send(
                new ProtoBytes().bytes(2, id(8, 1)),
                new ProtoBytes().bytes(1, id(16, 0)).bytes(2, id(8, 1)),
                new ProtoBytes().bytes(1, id(7, 1)).bytes(2, id(8, 1)),
                new ProtoBytes().bytes(1, id(16, 1)).bytes(2, id(8, 1)));

        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.text()).contains("invalid_id: 3 refused, the first: a span: it has no trace id");
        assertThat(lines()).hasSize(1);
    }
}
