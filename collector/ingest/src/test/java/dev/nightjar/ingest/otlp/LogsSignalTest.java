package dev.nightjar.ingest.otlp;

import static dev.nightjar.ingest.otlp.Sent.attribute;
import static dev.nightjar.ingest.otlp.Sent.nanos;
import static dev.nightjar.ingest.otlp.Sent.request;
import static dev.nightjar.ingest.otlp.Sent.resource;
import static dev.nightjar.ingest.otlp.Sent.scope;
import static dev.nightjar.ingest.otlp.Sent.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.ProtoBytes;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.InMemoryLogStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogsSignalTest {
    private final InMemoryLogStore store = new InMemoryLogStore();
    private final LogsSignal signal =
            new LogsSignal(store, IngestLimits.DEFAULTS, InstantSource.fixed(Instant.ofEpochSecond(77)));

    private Answer send(ProtoBytes request) throws Exception {
        byte[] body = request.toBytes();
        return signal.store(body, body.length);
    }

    /** Lines as {@code {labels} seconds text {metadata}}, oldest first. */
    private List<String> lines() {
        List<String> text = new ArrayList<>();
        try (LogCursor lines =
                store.select(new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, List.of()))) {
            while (lines.next()) {
                text.add(lines.labels() + " " + lines.timestampNanos() / 1e9 + " "
                        + new String(lines.line(), StandardCharsets.UTF_8) + " " + lines.metadata());
            }
        }
        return text;
    }

    private static ProtoBytes record(double time, String text) {
        return new ProtoBytes().fixed64(1, nanos(time)).message(5, new ProtoBytes().text(1, text));
    }

    @Test
    void a_record_becomes_a_line_with_its_resource_as_labels_and_the_rest_as_metadata() throws Exception {
        byte[] trace = new byte[16];
        trace[0] = (byte) 0xab;
        byte[] span = new byte[8];
        span[7] = 1;
        ProtoBytes full = record(10, "paid")
                .varint(2, 17)
                .text(3, "Error")
                .message(6, attribute("order.id", "o1"))
                .varint(7, 2)
                .append(new byte[] {8 << 3 | 5, 1, 0, 0, 0})
                .bytes(9, trace)
                .bytes(10, span)
                .fixed64(11, nanos(11))
                .text(12, "payment");

        Answer answer = send(scoped(
                resource("service.name", "shop", "k8s.pod.name", "p1", "os.type", "linux"),
                scope("io.lib", "2", "build", "7"),
                full));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(lines())
                .containsExactly("{k8s_pod_name=\"p1\", service_name=\"shop\"} 10.0 paid {build=\"7\","
                        + " detected_level=\"error\", dropped_attributes_count=\"2\", event_name=\"payment\", flags=\"1\","
                        + " observed_timestamp=\"11000000000\", order_id=\"o1\", os_type=\"linux\", scope_name=\"io.lib\","
                        + " scope_version=\"2\", severity_number=\"17\", severity_text=\"Error\","
                        + " span_id=\"0000000000000001\", trace_id=\"ab000000000000000000000000000000\"}");
    }

    @Test
    void equal_records_of_one_moment_are_all_kept_and_the_request_sent_again_adds_none() throws Exception {
        ProtoBytes map = new ProtoBytes().message(6, new ProtoBytes().message(1, attribute("a", "b")));
        ProtoBytes json = new ProtoBytes().fixed64(1, nanos(1)).message(5, map);
        ProtoBytes request =
                scoped(resource("service.name", "s"), scope("", ""), record(1, "tick"), json, record(1, "tick"), json);
        send(request);
        send(request);

        assertThat(lines()).hasSize(4);
    }

    @Test
    void a_service_that_is_not_named_is_unknown_and_ids_of_zeros_are_none() throws Exception {
        send(scoped(
                resource(), scope("", ""), record(1, "a").bytes(9, new byte[16]).bytes(10, new byte[8])));

        assertThat(lines()).containsExactly("{service_name=\"unknown_service\"} 1.0 a {}");
    }

    @Test
    void a_service_that_is_not_named_is_what_its_container_or_job_is_called() throws Exception {
        send(scoped(
                resource("k8s.pod.name", "p", "k8s.container.name", "cart", "container.name", "other"),
                scope("", ""),
                record(1, "a")));
        send(scoped(resource("k8s.job.name", "nightly", "service.name", ""), scope("", ""), record(2, "b")));
        send(scoped(resource("k8s.job.name", "nightly", "service.name", "shop"), scope("", ""), record(3, "c")));

        assertThat(lines())
                .containsExactly(
                        "{container_name=\"other\", k8s_container_name=\"cart\", k8s_pod_name=\"p\", service_name=\"cart\"}"
                                + " 1.0 a {}",
                        "{k8s_job_name=\"nightly\", service_name=\"nightly\"} 2.0 b {}",
                        "{k8s_job_name=\"nightly\", service_name=\"shop\"} 3.0 c {}");
    }

    @Test
    void maps_of_resources_and_scopes_are_taken_apart_too_and_what_a_scope_left_out_is_told() throws Exception {
        ProtoBytes map = new ProtoBytes()
                .message(
                        6,
                        new ProtoBytes()
                                .message(1, attribute("a.b", "x"))
                                .message(1, attribute("n", new ProtoBytes().varint(3, 3))));
        send(scoped(
                resource("service.name", "s").message(1, attribute("build", map)),
                scope("", "").message(3, attribute("lib", map)).varint(4, 7),
                record(1, "text")));

        assertThat(lines())
                .containsExactly(
                        "{service_name=\"s\"} 1.0 text {build_a_b=\"x\", build_n=\"3\", lib_a_b=\"x\", lib_n=\"3\","
                                + " scope_dropped_attributes_count=\"7\"}");
    }

    @Test
    void maps_in_json_are_sorted_as_go_sorts_them_and_the_last_of_a_key_counts() throws Exception {
        ProtoBytes inner = new ProtoBytes().message(6, new ProtoBytes());
        ProtoBytes map = new ProtoBytes()
                .message(
                        6,
                        new ProtoBytes()
                                .message(1, attribute("msg", "old"))
                                .message(1, attribute("é", inner))
                                .message(1, attribute("at", "noon"))
                                .message(1, attribute("msg", "new"))
                                .message(1, attribute("Z", "z")));
        send(scoped(
                resource("service.name", "s"),
                scope("", ""),
                new ProtoBytes().fixed64(1, nanos(1)).message(5, map)));

        assertThat(lines())
                .containsExactly("{service_name=\"s\"} 1.0 {\"Z\":\"z\",\"at\":\"noon\",\"msg\":\"new\",\"é\":{}} {}");
    }

    @Test
    void time_falls_back_to_when_it_was_observed_and_then_to_now() throws Exception {
        send(scoped(
                resource("service.name", "s"),
                scope("", ""),
                record(0, "observed").fixed64(11, nanos(5)),
                record(0, "now")));

        assertThat(lines()).containsExactly("{service_name=\"s\"} 5.0 observed {}", "{service_name=\"s\"} 77.0 now {}");
    }

    @Test
    void bodies_that_are_no_text_become_json_and_maps_of_attributes_are_taken_apart() throws Exception {
        ProtoBytes map = new ProtoBytes()
                .message(
                        6,
                        new ProtoBytes()
                                .message(1, attribute("a", "x\ny"))
                                .message(1, attribute("n", new ProtoBytes().varint(3, 3))));
        send(scoped(
                resource("service.name", "s"),
                scope("", ""),
                new ProtoBytes().fixed64(1, nanos(1)).message(5, map),
                new ProtoBytes().fixed64(1, nanos(2)).message(5, new ProtoBytes().varint(3, 42)),
                record(3, "text").message(6, attribute("http", map)),
                new ProtoBytes().fixed64(1, nanos(4))));

        assertThat(lines())
                .containsExactly(
                        "{service_name=\"s\"} 1.0 {\"a\":\"x\\ny\",\"n\":3} {}",
                        "{service_name=\"s\"} 2.0 42 {}",
                        "{service_name=\"s\"} 3.0 text {http_a=\"x\ny\", http_n=\"3\"}".replace("\n", "\\n"),
                        "{service_name=\"s\"} 4.0  {}");
    }

    @Test
    void a_records_own_attribute_wins_over_that_of_its_resource() throws Exception {
        send(scoped(
                resource("service.name", "s", "zone", "resource"),
                scope("", "", "zone", "scope"),
                record(1, "a").message(6, attribute("zone", "record")),
                record(2, "b")));

        assertThat(lines())
                .containsExactly(
                        "{service_name=\"s\"} 1.0 a {zone=\"record\"}", "{service_name=\"s\"} 2.0 b {zone=\"scope\"}");
    }

    @Test
    void a_line_too_long_or_with_too_many_attributes_is_refused_alone() throws Exception {
        ProtoBytes many = record(1, "many");
        for (int i = 0; i < 600; i++) {
            many.message(6, attribute("k" + i, "v"));
        }
        Answer answer = send(request(
                resource("service.name", "s"),
                record(1, "x".repeat(IngestLimits.DEFAULTS.maxLineBytes() + 1)),
                many,
                record(2, "fine")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.text())
                .contains("line_too_long: ")
                .contains("too_many_labels: a log record: it has more than");
        assertThat(lines()).hasSize(1);
    }
}
