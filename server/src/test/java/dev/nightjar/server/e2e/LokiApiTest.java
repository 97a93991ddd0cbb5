package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loki's API against the real server: what is pushed comes out again, by questions and by tails. */
class LokiApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRITERS = 3;
    private static final int BATCHES = 150;
    private static final int LINES = 50;

    @TempDir
    Path folder;

    /** A tail of some frames; reads no more than it is asked to. */
    private static final class Tail implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final HttpClient client = HttpClient.newHttpClient();
        private final WebSocket socket;

        Tail(ServerProcess server, String parameters) {
            String url = server.url("/loki/api/v1/tail?" + parameters).toString();
            socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(url.replaceFirst("^http", "ws")), this)
                    .join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                frames.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        /** Adds the next frame's lines and answers its cursor; null where none comes for a while. */
        @Nullable
        String read(List<String> lines) throws IOException, InterruptedException {
            String text = frames.poll(10, TimeUnit.SECONDS);
            if (text == null) {
                return null;
            }
            JsonNode frame = JSON.readTree(text);
            frame.at("/streams")
                    .forEach(stream -> stream.at("/values")
                            .forEach(value -> lines.add(value.at("/1").asText())));
            return frame.at("/cursor").asText();
        }

        @Override
        public void close() {
            socket.abort();
            client.close();
        }
    }

    private static List<String> write(ServerProcess server, int writer, long nanos) throws Exception {
        List<String> written = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            StringBuilder values = new StringBuilder();
            for (int i = 0; i < LINES; i++) {
                String line = "writer " + writer + " batch " + batch + " line " + i;
                values.append(i == 0 ? "" : ",")
                        .append("[\"")
                        .append(nanos - 1_000_000L * ((batch * 31 + i * 7) % 1000))
                        .append("\",\"")
                        .append(line)
                        .append("\"]");
                written.add(line);
            }
            String push = "{\"streams\":[{\"stream\":{\"app\":\"shop\",\"writer\":\"" + writer + "\",\"part\":\""
                    + batch % 3 + "\"},\"values\":[" + values + "]}]}";
            Http.Answer answer;
            do {
                answer = Http.post(server.url("/loki/api/v1/push"), "application/json", push);
            } while (answer.status() == 503);
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }
        return written;
    }

    @Test
    void a_tail_that_comes_back_meets_every_line_once_while_others_write_at_full_speed() throws Exception {
        long nanos = System.currentTimeMillis() * 1_000_000L;
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        List<String> read = new ArrayList<>();
        String query = "query=" + Http.encode("{app=\"shop\"}") + "&cursor=";
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent");
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                Callable<List<String>> task = () -> write(server, number, nanos);
                writing.add(writers.submit(task));
            }
            String cursor = "0";
            int all = WRITERS * BATCHES * LINES;
            for (int connection = 0; read.size() < all; connection++) {
                if (connection % 5 == 4) {
                    Http.post(server.url("/nightjar/v1/admin/flush"), "application/json", "{}");
                }
                try (Tail tail = new Tail(server, query + cursor)) {
                    for (int frame = 0; frame <= connection % 4 && read.size() < all; frame++) {
                        String next = tail.read(read);
                        assertThat(next)
                                .as("after %s lines of %s", read.size(), all)
                                .isNotNull();
                        cursor = next;
                    }
                }
            }
            for (Future<List<String>> each : writing) {
                written.addAll(each.get());
            }
            assertThat(read).hasSize(all).containsExactlyInAnyOrderElementsOf(written);
            answersAgree(server, all);
        }
    }

    /** The other ways to the same lines. */
    private static void answersAgree(ServerProcess server, int all) throws IOException, InterruptedException {
        String selector = "query=" + Http.encode("{app=\"shop\"}");
        assertThat(Http.get(server.url("/loki/api/v1/index/stats?" + selector))
                        .json()
                        .at("/entries")
                        .asInt())
                .isEqualTo(all);
        assertThat(Http.get(server.url("/nightjar/v1/logs/export?" + selector))
                        .body()
                        .lines()
                        .count())
                .isEqualTo(all);
        assertThat(Http.get(server.url("/loki/api/v1/index/volume?targetLabels=service_name&query="
                                + Http.encode("{service_name=\"shop\"}")))
                        .json()
                        .at("/data/result/0/metric")
                        .toString())
                .isEqualTo("{\"service_name\":\"shop\"}");
        assertThat(Http.get(server.url("/loki/api/v1/patterns?" + selector))
                        .json()
                        .at("/data/0/pattern")
                        .asText())
                .startsWith("writer <_> batch <_> line <_>");
        assertThat(Http.get(server.url(
                                "/loki/api/v1/query?query=" + Http.encode("sum(count_over_time({app=\"shop\"}[1h]))")))
                        .json()
                        .at("/data/result/0/value/1")
                        .asInt())
                .isEqualTo(all);
    }

    @Test
    void faulty_lines_are_told_of_and_the_rest_is_kept() throws Exception {
        long now = System.currentTimeMillis() * 1_000_000L;
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            Http.Answer answer = Http.post(
                    server.url("/loki/api/v1/push"),
                    "application/json",
                    "{\"streams\":[{\"stream\":{\"app\":\"a\"},\"values\":[[\"" + now
                            + "\",\"kept\"],[\"1\",\"old\"],[\""
                            + (now + 86_400_000_000_000L) + "\",\"new\"]]},{\"stream\":{\"a-b\":\"c\"},\"values\":[[\""
                            + now
                            + "\",\"x\"]]}]}",
                    "X-Scope-OrgID",
                    "tenant");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .contains(
                            "1 errors like: Error parsing labels '{a-b=\"c\"}' with error: \"a-b\" is not a label name")
                    .contains(
                            "1 errors like: entry for stream '{app=\"a\", service_name=\"a\"}' has timestamp too old: 1970-01-01T00:00:00Z")
                    .contains(
                            "1 errors like: entry for stream '{app=\"a\", service_name=\"a\"}' has timestamp too new: ");
            assertThat(Http.get(server.url("/loki/api/v1/query_range?query=" + Http.encode("{app=\"a\"}") + "&end="
                                    + (now + 1)))
                            .json()
                            .at("/data/result/0/values/0/1")
                            .asText())
                    .isEqualTo("kept");
        }
    }

    @Test
    void a_detected_level_is_structured_metadata_and_the_service_a_label_as_with_loki() throws Exception {
        long now = System.currentTimeMillis() * 1_000_000L;
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            Http.Answer answer = Http.post(
                    server.url("/loki/api/v1/push"),
                    "application/json",
                    "{\"streams\":[{\"stream\":{\"app\":\"a\"},\"values\":[[\"" + now
                            + "\",\"level=error broken\"],[\"" + (now + 1) + "\",\"level=info well\"],[\"" + (now + 2)
                            + "\",\"said\",{\"k8s.pod\":\"p\",\"detected_level\":\"debug\"}]]}]}");
            assertThat(answer.status()).isEqualTo(204);

            String lines = "/loki/api/v1/query_range?end=" + (now + 1_000_000_000L) + "&query=";
            assertThat(streams(server, lines, "{app=\"a\"} |= \"level\""))
                    .containsExactlyInAnyOrder(
                            "{\"app\":\"a\",\"detected_level\":\"error\",\"service_name\":\"a\"}",
                            "{\"app\":\"a\",\"detected_level\":\"info\",\"service_name\":\"a\"}");
            assertThat(streams(server, lines, "{app=\"a\"} |= \"said\""))
                    .containsExactly(
                            "{\"app\":\"a\",\"detected_level\":\"debug\",\"k8s_pod\":\"p\",\"service_name\":\"a\"}");
            assertThat(streams(server, lines, "{app=\"a\"} | detected_level=\"error\""))
                    .containsExactly("{\"app\":\"a\",\"detected_level\":\"error\",\"service_name\":\"a\"}");
            String numbers = "/loki/api/v1/query?time=" + (now + 1_000_000_000L) + "&query=";
            assertThat(streams(server, numbers, "count_over_time({app=\"a\"} |= \"level\" [5m])"))
                    .containsExactlyInAnyOrder(
                            "{\"app\":\"a\",\"detected_level\":\"error\",\"service_name\":\"a\"}",
                            "{\"app\":\"a\",\"detected_level\":\"info\",\"service_name\":\"a\"}");
            assertThat(streams(server, numbers, "sum by (detected_level) (count_over_time({app=\"a\"}[5m]))"))
                    .containsExactlyInAnyOrder(
                            "{\"detected_level\":\"debug\"}",
                            "{\"detected_level\":\"error\"}",
                            "{\"detected_level\":\"info\"}");
            assertThat(streams(server, numbers, "sum by (service_name) (count_over_time({app=\"a\"}[5m]))"))
                    .containsExactly("{\"service_name\":\"a\"}");
            assertThat(Http.get(
                                    server.url(lines + Http.encode("{app=\"a\"} |= \"broken\"")),
                                    "X-Loki-Response-Encoding-Flags",
                                    "categorize-labels")
                            .json()
                            .at("/data/result/0/values/0/2")
                            .toString())
                    .isEqualTo("{\"structuredMetadata\":{\"detected_level\":\"error\"}}");
        }
    }

    /** The labels of all streams or series that the query answers. */
    private static List<String> streams(ServerProcess server, String path, String query) throws Exception {
        List<String> labels = new ArrayList<>();
        Http.get(server.url(path + Http.encode(query)))
                .json()
                .at("/data/result")
                .forEach(each -> labels.add((each.has("stream") ? each.at("/stream") : each.at("/metric")).toString()));
        return labels;
    }

    @Test
    void lines_and_streams_may_be_as_large_as_is_configured() throws Exception {
        Path config =
                Files.writeString(folder.resolve("nightjar.yaml"), "logs:\n  maxLineBytes: 400000\n  maxLabels: 40\n");
        String now = System.currentTimeMillis() + "000000";
        try (ServerProcess server =
                ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            assertThat(push(server, 40, now, "x".repeat(400_000)).status()).isEqualTo(204);
            assertThat(push(server, 40, now, "x".repeat(400_001)).body()).contains("Max entry size '400000' bytes");
            assertThat(push(server, 41, now, "x").body()).contains("has 41 label names; limit 40");
        }
    }

    private static Http.Answer push(ServerProcess server, int labels, String nanos, String line) throws Exception {
        String stream = IntStream.range(0, labels)
                .mapToObj(i -> "\"label" + i + "\":\"x\"")
                .collect(Collectors.joining(","));
        return Http.post(
                server.url("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{" + stream + "},\"values\":[[\"" + nanos + "\",\"" + line + "\"]]}]}");
    }
}
