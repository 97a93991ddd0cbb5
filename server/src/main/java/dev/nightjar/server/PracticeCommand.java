package dev.nightjar.server;

import dev.nightjar.client.NightjarClient;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    /** What is built on a busy machine should start as fast. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int PUSHES = 80;
    private static final long PUSH_NANOS = 45_000_000_000L; // so that the lines of all pushes cover an hour

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        NightjarConfig config = common.load()
                .withListen(new ListenAddress("127.0.0.1", 0))
                .withAgent(NightjarConfig.DEFAULTS.agent())
                .withoutTls()
                .withoutOtlpPorts();
        Path asAfterACrash = config.data().resolve("as-after-a-crash");
        try (RunningServer server = RunningServer.start(config);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            URI root = server.here();
            send(root);
            load(http, root);
            push(http, root);
            for (String store : List.of("tsdb", "logs")) {
                copy(config.data().resolve(store), asAfterACrash.resolve(store));
            }
            post(http, root.resolve("/nightjar/v1/admin/flush"), "application/json", new byte[0]);
            ask(http, root);
        }
        try (RunningServer restarted = RunningServer.start(config.withData(asAfterACrash))) {
            restarted.here();
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

    /** What log shippers send, over an hour up to now. */
    private static void push(HttpClient http, URI root) throws IOException, InterruptedException {
        PracticeLines lines = new PracticeLines();
        long end = Clock.systemUTC().millis() * 1_000_000;
        for (int i = PUSHES; i > 0; i--) {
            post(http, root.resolve("/loki/api/v1/push"), "application/json", lines.push(end - i * PUSH_NANOS));
        }
    }

    private static void write(HttpClient http, URI root, byte[] body) throws IOException, InterruptedException {
        post(http, root.resolve("/api/v1/write"), "application/x-protobuf", body);
    }

    private static void post(HttpClient http, URI to, String type, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Content-Type", type)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (type.equals("application/x-protobuf")) {
            request.header("Content-Encoding", "snappy");
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("POST " + to + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static void ask(HttpClient http, URI root) throws IOException, InterruptedException {
        List<String> questions =
                PracticeQuestions.at(Clock.systemUTC().instant().getEpochSecond());
        for (int round = 0; round < QUESTION_ROUNDS; round++) {
            for (String question : questions) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(root + question))
                        .timeout(PATIENCE)
                        .build();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() / 100 != 2) {
                    throw new IOException(question + " was answered " + answer.statusCode() + " " + answer.body());
                }
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
}
