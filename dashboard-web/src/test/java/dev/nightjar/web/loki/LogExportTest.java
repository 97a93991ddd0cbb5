package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.prometheus.TestingPrometheus;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogExportTest {
    private static final String SHOP = "/nightjar/v1/logs/export?query=" + TestingServer.encoded("{app=\"shop\"}");

    private static HttpResponse<String> exported(String path) {
        try (TestingLoki loki = new TestingLoki()) {
            loki.push(Labels.of("app", "shop"), "plain", "a, \"b\"\nc", "{\"id\":7}");
            loki.push(Labels.of("app", "shop", "host", "2"), "other", Labels.of("trace", "x"));
            return loki.server().get(path);
        }
    }

    @Test
    void each_line_is_a_json_object_the_oldest_first() {
        HttpResponse<String> response = exported(SHOP);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.body().lines())
                .containsExactly(
                        "{\"timestamp\":\"1699999940000000000\",\"line\":\"plain\",\"stream\":{\"app\":\"shop\"}}",
                        "{\"timestamp\":\"1699999940000000000\",\"line\":\"other\",\"stream\":{\"app\":\"shop\",\"host\":\"2\"},"
                                + "\"metadata\":{\"trace\":\"x\"}}",
                        "{\"timestamp\":\"1699999941000000000\",\"line\":\"a, \\\"b\\\"\\nc\",\"stream\":{\"app\":\"shop\"}}",
                        "{\"timestamp\":\"1699999942000000000\",\"line\":\"{\\\"id\\\":7}\",\"stream\":{\"app\":\"shop\"}}");
    }

    @Test
    void csv_quotes_what_needs_it_and_has_the_columns_asked_for() {
        assertThat(exported(SHOP + "&format=csv&columns=host,trace&direction=backward")
                        .body())
                .isEqualTo("timestamp,time,host,trace,line\r\n"
                        + "1699999942000000000,2023-11-14T22:12:22Z,,,\"{\"\"id\"\":7}\"\r\n"
                        + "1699999941000000000,2023-11-14T22:12:21Z,,,\"a, \"\"b\"\"\nc\"\r\n"
                        + "1699999940000000000,2023-11-14T22:12:20Z,,,plain\r\n"
                        + "1699999940000000000,2023-11-14T22:12:20Z,2,x,other\r\n");
        assertThat(exported(SHOP + "&format=csv&start=1699999942").body())
                .isEqualTo(
                        "timestamp,time,labels,line\r\n"
                                + "1699999942000000000,2023-11-14T22:12:22Z,\"{\"\"app\"\":\"\"shop\"\"}\",\"{\"\"id\"\":7}\"\r\n");
    }

    @Test
    void what_an_export_is_without_is_the_last_object_of_json_lines() {
        try (TestingLoki loki = new TestingLoki()) {
            loki.push(Labels.of("app", "shop"), "a");
            loki.lose(Labels.of("app", "shop"), 3, 8, 5, 6);

            assertThat(loki.server().get(SHOP).body().lines().toList().getLast())
                    .startsWith("{\"warnings\":[\"Up to 8 lines are left out: block 3 of 2023-11-14 (")
                    .endsWith("\"]}");
            assertThat(loki.server().get(SHOP + "&format=csv").body().lines()).hasSize(2);
        }
    }

    /** As it is on the wire, from the body's last chunk on. */
    private static String end(TestingLoki loki, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", loki.server().port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\ntrailer: x-nightjar-warnings\r\n");
            return answer.substring(answer.lastIndexOf("\r\n0\r\n") + 5);
        }
    }

    @Test
    void what_an_export_is_without_follows_its_end_in_any_form() throws IOException {
        try (TestingLoki loki = new TestingLoki()) {
            loki.push(Labels.of("app", "shop", "city", "Köln"), "a");
            loki.lose(Labels.of("app", "shop", "city", "Köln"), 3, 8, 5, 6);

            for (String form : List.of("", "&format=csv")) {
                assertThat(end(loki, SHOP + form))
                        .startsWith("X-Nightjar-Warnings: [\"Up to 8 lines are left out: block 3 of 2023-11-14 (")
                        .contains("city=\\\"K\\u00F6ln\\\"")
                        .endsWith("\"]\r\n\r\n");
            }
        }
    }

    @Test
    void an_export_that_has_all_lines_ends_without_a_word() throws IOException {
        try (TestingLoki loki = new TestingLoki()) {
            loki.push(Labels.of("app", "shop"), "a");
            try (Socket socket = new Socket("127.0.0.1", loki.server().port())) {
                socket.getOutputStream()
                        .write(("GET " + SHOP + "&format=csv HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .endsWith("2023-11-14T22:12:20Z,\"{\"\"app\"\":\"\"shop\"\"}\",a\r\n");
            }
        }
    }

    /** All bytes there are, most of which are no UTF-8 in this order, and a replacement character that is. */
    @Test
    void a_line_that_is_no_text_comes_out_byte_for_byte() throws IOException {
        byte[] binary = new byte[256];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) i;
        }
        try (TestingLoki loki = new TestingLoki()) {
            loki.push(Labels.of("app", "binary"), binary, Labels.EMPTY);
            loki.push(Labels.of("app", "text"), "\uFFFD", Labels.EMPTY);
            String path = "/nightjar/v1/logs/export?query=" + TestingServer.encoded("{app=~\".+\"}");

            List<JsonNode> rows = new ArrayList<>();
            for (String row : loki.server().get(path).body().lines().toList()) {
                rows.add(new ObjectMapper().readTree(row));
            }
            assertThat(rows.getFirst().path("lineBase64").binaryValue()).isEqualTo(binary);
            assertThat(rows.getFirst().path("line").asText()).startsWith("\0\1").endsWith("\uFFFD\uFFFD");
            assertThat(rows.getLast().path("line").asText()).isEqualTo("\uFFFD");
            assertThat(rows.getLast().has("lineBase64")).isFalse();

            byte[] csv = loki.server().bytes(path + "&format=csv&columns=app").body();
            assertThat(new String(csv, StandardCharsets.ISO_8859_1))
                    .contains(",binary,\"" + new String(binary, StandardCharsets.ISO_8859_1).replace("\"", "\"\"")
                            + "\"\r\n");
        }
    }

    @Test
    void a_mistake_is_told_before_anything_is_sent() {
        HttpResponse<String> values = exported("/nightjar/v1/logs/export?query=vector(1)");
        assertThat(values.statusCode()).isEqualTo(400);
        assertThat(values.body()).contains("the query yields values, not lines");
        assertThat(exported(SHOP + "&format=xml").statusCode()).isEqualTo(400);
    }

    /** As many lines as anybody takes, and who took how many. */
    private static final class Endless implements LogReader {
        private final AtomicLong read = new AtomicLong();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public LogCursor select(LogSelection selection) {
            return new LogCursor() {
                @Override
                public boolean next() {
                    read.incrementAndGet();
                    return true;
                }

                @Override
                public Labels labels() {
                    return Labels.of("app", "shop");
                }

                @Override
                public long timestampNanos() {
                    return read.get();
                }

                @Override
                public byte[] line() {
                    return "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Labels metadata() {
                    return Labels.EMPTY;
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        @Override
        public List<Labels> streams(LogSelection selection) {
            return List.of();
        }

        @Override
        public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
            return List.of();
        }
    }

    @Test
    void reading_waits_for_the_client_and_ends_when_it_leaves() throws IOException, InterruptedException {
        Endless endless = new Endless();
        TestingClock clock = new TestingClock(Instant.ofEpochSecond(TestingLoki.NOW));
        LogExport export = new LogExport(
                new LogqlQueries(endless, QueryLimits.DEFAULTS, clock, TestingPrometheus.unwatched(clock), () -> 0),
                clock);
        try (TestingServer server = new TestingServer((router, workers) ->
                router.get("/export").handler(new Dispatcher(workers).handler(export::reply, Problems::reply)))) {
            long taken = 0;
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write("GET /export?query=%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                while (taken < 200_000) {
                    taken += socket.getInputStream().skip(10_000);
                }
                // what fits into the buffers between the two is all that is read ahead
                assertThat(endless.read.get()).isLessThan(20_000);
                assertThat(endless.closed.getCount()).isEqualTo(1);
            }
            assertThat(endless.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
