package dev.nightjar.server.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same pushes and the same questions to a real Loki and to Nightjar: statuses, lines and numbers must agree. {@code
 * TEST_LOKI} names the program.
 */
class LokiDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> LINES = List.of(
            "{app=\"shop\"}",
            "{app=~\"shop|mail\", env!=\"dev\"}",
            "{app=\"shop\"} |= \"id=7\"",
            "{app=\"shop\"} != \"GET\" |~ \"took=[0-9]{2}\"",
            "{app=\"mail\"} | json",
            "{app=\"mail\"} | json | size > 500 | line_format \"{{.to}} {{.size}}\"",
            "{app=\"shop\"} | logfmt | took >= 50 | label_format slow=took",
            "{app=\"shop\"} | logfmt | drop id, took",
            "{app=\"shop\"} | pattern \"<method> <path> <_>\" | method=\"PUT\"",
            "{app=\"shop\"} | regexp \"id=(?P<ident>\\\\d+)\" | ident=\"3\"",
            "{app=\"shop\"} |> \"<_> /cart <_>\"",
            "{app=\"mail\"} | decolorize | logfmt --strict");
    private static final List<String> NUMBERS = List.of(
            "sum(count_over_time({app=\"shop\"}[1m]))",
            "sum by (app) (rate({app=~\".+\"}[2m]))",
            "sum by (app) (bytes_over_time({app=~\".+\"}[2m]))",
            "sum by (method) (count_over_time({app=\"shop\"} | pattern \"<method> <_>\" [1m]))",
            "max by (app) (max_over_time({app=\"shop\"} | logfmt | unwrap took [2m]))",
            "avg_over_time({app=\"shop\"} | logfmt | unwrap took | __error__=\"\" [2m]) by (app)",
            "quantile_over_time(0.9, {app=\"shop\"} | logfmt | unwrap took [5m]) by (app)",
            "topk(1, sum by (app) (count_over_time({app=~\".+\"}[5m])))",
            "sum(count_over_time({app=\"shop\"}[1m])) / sum(count_over_time({app=~\".+\"}[1m])) * 100",
            "absent_over_time({app=\"none\"}[1m])",
            "vector(1)+vector(1)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private record Answer(int status, String body) {}

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private Answer get(URI origin, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(origin + path)));
    }

    private Answer push(URI origin, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(origin + "/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void loki_and_nightjar_answer_alike() throws Exception {
        String program = System.getenv().getOrDefault("TEST_LOKI", "");
        assumeThat(program).as("TEST_LOKI names no Loki of Grafana's").isNotEmpty();
        assumeThat(RealLoki.isGrafanas(program))
                .as("%s is not Grafana's Loki", program)
                .isTrue();
        SoftAssertions softly = new SoftAssertions();
        try (RealLoki loki = RealLoki.start(program, Files.createDirectory(folder.resolve("loki")));
                ServerProcess nightjar = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            URI ours = URI.create(nightjar.url("").toString());
            long end = System.currentTimeMillis() / 60_000 * 60;
            for (String push : pushes(end)) {
                assertThat(push(ours, push).status())
                        .as(push)
                        .isEqualTo(push(loki.origin(), push).status());
            }
            String range = "&start=" + (end - 600) + "&end=" + end + "&step=60&limit=1000&direction=forward";
            for (String query : LINES) {
                String path = "/loki/api/v1/query_range?query=" + encoded(query) + range;
                softly.assertThat(lines(get(ours, path))).as(query).isEqualTo(lines(get(loki.origin(), path)));
            }
            for (String query : NUMBERS) {
                String path = "/loki/api/v1/query_range?query=" + encoded(query) + range;
                softly.assertThat(numbers(get(ours, path))).as(query).isEqualTo(numbers(get(loki.origin(), path)));
                String instant = "/loki/api/v1/query?query=" + encoded(query) + "&time=" + end;
                softly.assertThat(numbers(get(ours, instant)))
                        .as("at one time: %s", query)
                        .isEqualTo(numbers(get(loki.origin(), instant)));
            }
            for (String path :
                    List.of("labels?", "label/app/values?", "label/env/values?query=%7Bapp%3D%22shop%22%7D")) {
                softly.assertThat(get(ours, "/loki/api/v1/" + path + range).body())
                        .as(path)
                        .isEqualToIgnoringWhitespace(get(loki.origin(), "/loki/api/v1/" + path + range)
                                .body());
            }
            for (String path : List.of(
                    "query?query=%7Bapp%3D%22shop%22%7D",
                    "query_range?query=%7B", "query_range?query=%7Bapp%3D%22a%22%7D&limit=-1")) {
                softly.assertThat(get(ours, "/loki/api/v1/" + path).status())
                        .as(path)
                        .isEqualTo(get(loki.origin(), "/loki/api/v1/" + path).status());
            }
        }
        softly.assertAll();
    }

    /** Good ones and faulty ones; the lines lie in the ten minutes before {@code endSeconds}. */
    private static List<String> pushes(long endSeconds) {
        Random random = new Random(11);
        StringBuilder shop = new StringBuilder();
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            long nanos = (endSeconds - 599 + 3L * i) * SECOND + i;
            String separator = i == 0 ? "" : ",";
            shop.append(separator)
                    .append("[\"%d\",\"%s /%s id=%d took=%d\"]"
                            .formatted(
                                    nanos,
                                    random.nextBoolean() ? "GET" : "PUT",
                                    random.nextBoolean() ? "cart" : "pay",
                                    random.nextInt(10),
                                    random.nextInt(100)));
            mail.append(separator)
                    .append("[\"%d\",\"{\\\"to\\\":\\\"u%d\\\",\\\"size\\\":%d,\\\"tags\\\":[1]}\"]"
                            .formatted(nanos, random.nextInt(5), random.nextInt(1000)));
        }
        return List.of(
                "{\"streams\":[{\"stream\":{\"app\":\"shop\",\"env\":\"prod\"},\"values\":[" + shop + "]}]}",
                "{\"streams\":[{\"stream\":{\"app\":\"mail\",\"env\":\"dev\"},\"values\":[" + mail + "]}]}",
                "{\"streams\":[{\"stream\":{},\"values\":[[\"" + endSeconds * SECOND + "\",\"x\"]]}]}",
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[" + endSeconds * SECOND + ",\"x\"]]}]}",
                "{\"streams\":[{\"stream\":{\"a-b\":\"c\"},\"values\":[[\"" + endSeconds * SECOND + "\",\"x\"]]}]}",
                "{\"streams\":[]}",
                "not json");
    }

    /** Every line with its labels and time, in no order; or the status where there are none. */
    private static Set<String> lines(Answer answer) throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        if (answer.status() != 200) {
            lines.add("status " + answer.status());
            return lines;
        }
        for (JsonNode stream : JSON.readTree(answer.body()).at("/data/result")) {
            String labels = labels(stream.at("/stream"));
            stream.at("/values")
                    .forEach(value -> lines.add(labels + " " + value.at("/0").asText() + " "
                            + value.at("/1").asText()));
        }
        return lines;
    }

    private static Set<String> numbers(Answer answer) throws IOException {
        TreeSet<String> numbers = new TreeSet<>();
        if (answer.status() != 200) {
            numbers.add("status " + answer.status());
            return numbers;
        }
        for (JsonNode series : JSON.readTree(answer.body()).at("/data/result")) {
            String labels = labels(series.at("/metric"));
            series.at("/values").forEach(value -> numbers.add(labels + number(value)));
            if (series.has("value")) {
                numbers.add(labels + number(series.at("/value")));
            }
        }
        return numbers;
    }

    /** Sums are added up in another order: the last digits may differ. */
    private static String number(JsonNode value) {
        return " %s %.9g".formatted(value.at("/0").asText(), value.at("/1").asDouble());
    }

    /** Without the level that Nightjar detects and this Loki was told not to. */
    private static String labels(JsonNode labels) {
        TreeSet<String> sorted = new TreeSet<>();
        ((ObjectNode) labels).without("detected_level").properties().forEach(each -> sorted.add(each.toString()));
        return sorted.toString();
    }
}
