package dev.nightjar.server;

import dev.nightjar.client.NightjarClient;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code nightjar practice}: one short day of work, for the JVM to learn from. The launcher runs it at the end of a
 * build and keeps what the JVM noted (classes, linkage, hot methods) for fast starts.
 */
@Command(name = "practice", hidden = true, description = "Start, take something in, answer something, stop.")
final class PracticeCommand implements Callable<Integer> {
    private static final int ROUNDS = 40;
    private static final List<String> QUESTIONS = List.of(
            "/-/ready",
            "/metrics",
            "/api/v1/labels",
            "/api/v1/query?query=" + encoded("sum by (instance) (rate(practice_total[5m]))"),
            "/api/v1/query_range?step=15&start=%1$d&end=%2$d&query=" + encoded("practice_total > 1 or vector(1)"),
            "/loki/api/v1/query_range?query=" + encoded("{service=\"practice\"} |= \"lap\""),
            "/nightjar/v1/overview",
            "/nightjar/v1/services/practice",
            "/");

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        NightjarConfig config =
                common.load().withListen(new ListenAddress("127.0.0.1", 0)).withAgent(NightjarConfig.DEFAULTS.agent());
        try (RunningServer server = RunningServer.start(config);
                HttpClient http = HttpClient.newHttpClient()) {
            URI root = URI.create(server.address().url());
            try (NightjarClient client = NightjarClient.builder("practice", "practice-1")
                    .server(root)
                    .interval(Duration.ZERO)
                    .start()) {
                for (int round = 0; round < ROUNDS; round++) {
                    client.meters().counter("practice").increment();
                    client.logs().log(Clock.systemUTC().millis() * 1_000_000, "info", "lap " + round);
                    client.collect();
                    client.flush();
                    client.drain(Duration.ofSeconds(5));
                }
            }
            for (String question : QUESTIONS) {
                ask(http, root, question);
            }
        }
        return 0;
    }

    private static void ask(HttpClient http, URI root, String question) throws IOException, InterruptedException {
        long now = Clock.systemUTC().instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + question.formatted(now - 600, now)))
                .timeout(Duration.ofSeconds(10))
                .build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("%", "%%");
    }
}
