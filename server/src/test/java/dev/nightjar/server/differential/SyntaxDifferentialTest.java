package dev.nightjar.server.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries, laid out and as trees, by a real Prometheus 3 and by Nightjar: whether they are queries at all, their
 * usual text, and what they consist of. {@code TEST_PROMETHEUS_3} names the program, {@code -Ddifferential.seed=…} and
 * {@code -Ddifferential.texts=…} choose what is asked.
 */
class SyntaxDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = 1500;

    /** What Prometheus 3.5 does not tell of. */
    private static final List<String> NEWER = List.of("anchored", "smoothed", "fillValues");

    /** What it tells of lengths that are computed. */
    private static final List<String> LENGTHS = List.of("range", "step", "offset");

    private record Said(int status, JsonNode data) {}

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void random_queries_are_read_and_written_as_prometheus_does() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus 3").isNotEmpty();
        int version = RealPrometheus.version(program);
        long seed = Long.getLong("differential.seed", 1);
        int texts = Integer.getInteger("differential.texts", TEXTS);
        List<String> differences = new ArrayList<>();
        try (RealPrometheus prometheus = RealPrometheus.start(program, folder);
                ServerProcess nightjar = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            for (int number = 0; number < texts; number++) {
                String query = new Grammar(new SplittableRandom(seed * 1_000_003 + number), version)
                        .query()
                        .toString();
                for (String route : List.of("format_query", "parse_query")) {
                    Said our = ask(nightjar.url("/"), route, query);
                    Said their = ask(prometheus.origin(), route, query);
                    if (!our.equals(their)) {
                        differences.add("#" + number + " " + route + " " + query + "\n    ours " + our + "\n    theirs "
                                + their);
                    }
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    private Said ask(URI origin, String route, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(origin.resolve("/api/v1/" + route))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode data = JSON.readTree(response.body()).path("data");
        leaveOutOwn(data);
        return new Said(response.statusCode(), data.isTextual() ? TextNode.valueOf(usual(data.asText())) : data);
    }

    private static void leaveOutOwn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(NEWER);
            object.remove(LENGTHS);
        }
        node.forEach(SyntaxDifferentialTest::leaveOutOwn);
    }

    /**
     * Without blanks, as Prometheus does not indent subqueries, without the quotes that it forgot around labels, and without
     * the sign that would make {@code Inf ^ 2} the sum of nothing and a power.
     */
    private static String usual(String text) {
        return text.replaceAll("\\s", "").replace("\"zone.name\"", "zone.name").replace("+Inf^", "Inf^");
    }
}
