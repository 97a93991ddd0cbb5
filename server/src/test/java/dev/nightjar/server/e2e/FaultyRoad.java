package dev.nightjar.server.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The way from an agent to its server: one address whatever becomes of the server, and all that can go wrong between. */
final class FaultyRoad implements AutoCloseable {
    /** What becomes of requests. */
    enum State {
        /** They are answered by the server, or not at all where it is away. */
        OPEN,
        /** They are answered 500 here. */
        FAILS,
        /** Nobody answers. */
        SILENT,
        /** The server answers, and the answer is lost. */
        LOSES_ANSWERS
    }

    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Content-Encoding", "Nightjar-Batch-Id", "Authorization");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final AtomicLong lostAnswers = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile State state = State.OPEN;
    private volatile URI target;

    FaultyRoad(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void leadTo(URI to) {
        target = to;
    }

    void become(State next) {
        state = next;
    }

    /** Answers of the server that the agent never saw. */
    long lostAnswers() {
        return lostAnswers.get();
    }

    /** Requests answered 500. */
    long failed() {
        return failed.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (state) {
                case SILENT -> {} // closed without a word
                case FAILS -> {
                    failed.incrementAndGet();
                    exchange.sendResponseHeaders(500, -1);
                }
                case OPEN, LOSES_ANSWERS -> passOn(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().getPath()))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (state == State.LOSES_ANSWERS) {
            lostAnswers.incrementAndGet();
            return;
        }
        answer.headers()
                .firstValue("Retry-After")
                .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
