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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code nightjar practice}: one short day of work, for the JVM to learn from. The launcher runs it at the end of a
 * build and keeps what the JVM noted (classes, linkage, hot methods) for fast starts.
 */
@Command(name = "practice", hidden = true, description = "Start, take something in, answer something, stop.")
final class PracticeCommand implements Callable<Integer> {
    private static final int CLIENT_ROUNDS = 40;
    private static final int SENDERS = 4;
    private static final int HOSTS_A_SENDER = 40;
    private static final int REQUESTS_A_SENDER = 640; // a sealed chunk, and some more that take up its memory
    private static final int QUESTION_ROUNDS = 10;

    private static final List<String> INSTANT = List.of(
            "sum by (instance) (rate(practice_total[5m]))",
            "practice_cpu_usage > 90",
            "count by (__name__) ({hostname=~\".+\"})",
            "topk(5, rate(practice_cpu_seconds_total[5m]))",
            "sum by (mode) (increase(practice_cpu_seconds_total[1h]))");
    private static final List<String> RANGE = List.of(
            "practice_cpu_usage{hostname=\"host_7\"}",
            "sum by (region, service) (rate(practice_cpu_seconds_total[5m]))",
            "histogram_quantile(0.9, sum by (le, service) (rate(practice_duration_seconds_bucket[5m])))",
            "practice_cpu_usage / on (hostname) group_left practice_memory_total_bytes",
            "max_over_time(practice_temperature_celsius{region=~\"region-(1|2)\"}[10m])",
            "avg({__name__=~\"practice_cpu.*\"})",
            "practice_total > 1 or vector(1)");
    private static final List<String> OTHERS = List.of(
            "/-/ready",
            "/metrics",
            "/api/v1/labels",
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
        Path asAfterACrash = config.data().resolve("as-after-a-crash");
        try (RunningServer server = RunningServer.start(config);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            URI root = URI.create(server.address().url());
            send(root);
            load(http, root);
            copy(config.data().resolve("tsdb"), asAfterACrash.resolve("tsdb"));
            ask(http, root);
        }
        try (RunningServer restarted = RunningServer.start(config.withData(asAfterACrash))) {
            restarted.address();
        }
        return 0;
    }

    /** What an instrumented service sends. */
    private static void send(URI root) throws InterruptedException {
        try (NightjarClient client = NightjarClient.builder("practice", "practice-1")
                .server(root)
                .interval(Duration.ZERO)
                .start()) {
            for (int round = 0; round < CLIENT_ROUNDS; round++) {
                client.meters().counter("practice").increment();
                client.logs().log(Clock.systemUTC().millis() * 1_000_000, "info", "lap " + round);
                client.collect();
                client.flush();
                client.drain(Duration.ofSeconds(5));
            }
        }
    }

    /** What Prometheus servers send, each of its own hosts, over an hour and a half up to now. */
    private static void load(HttpClient http, URI root) throws InterruptedException, ExecutionException {
        long end = Clock.systemUTC().millis();
        List<Future<?>> senders = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < SENDERS; sender++) {
                PracticeLoad load = new PracticeLoad(sender * HOSTS_A_SENDER, HOSTS_A_SENDER);
                senders.add(executor.submit(() -> {
                    for (int i = REQUESTS_A_SENDER; i > 0; i--) {
                        write(http, root, load.next(end - (long) i * PracticeLoad.STEP_MILLIS));
                    }
                    return null;
                }));
            }
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
    }

    private static void write(HttpClient http, URI root, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/api/v1/write"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw new IOException("a practice request to store was answered " + status);
        }
    }

    private static void ask(HttpClient http, URI root) throws IOException, InterruptedException {
        long now = Clock.systemUTC().instant().getEpochSecond();
        List<String> questions = new ArrayList<>(OTHERS);
        INSTANT.forEach(query -> questions.add("/api/v1/query?query=" + encoded(query)));
        for (String query : RANGE) {
            questions.add(
                    "/api/v1/query_range?step=60&start=" + (now - 3600) + "&end=" + now + "&query=" + encoded(query));
        }
        for (int round = 0; round < QUESTION_ROUNDS; round++) {
            for (String question : questions) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(root + question))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                http.send(request, HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    /** A store as it lies on disk while it is open, so that the start on it replays its log. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
