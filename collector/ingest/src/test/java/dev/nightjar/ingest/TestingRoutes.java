package dev.nightjar.ingest;

import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleSink;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Real HTTP on a free port in front of in-memory stores, which can be made to refuse. */
public final class TestingRoutes implements AutoCloseable {
    public static final IngestLimits LIMITS =
            new IngestLimits(1 << 20, 1 << 21, 1000, 1 << 22, 10, 1 << 23, Duration.ofSeconds(2));

    /** Makes protocols by path, over the stores of the test. */
    @FunctionalInterface
    public interface Protocols {
        Map<String, IngestProtocol> over(SampleSink samples, LogSink logs, IngestLimits limits);
    }

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore lines = new InMemoryLogStore();
    private final AtomicReference<SampleSink> samples = new AtomicReference<>(series);
    private final AtomicReference<LogSink> logs = new AtomicReference<>(lines);
    private final AtomicReference<@Nullable String> token = new AtomicReference<>();
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public TestingRoutes(Protocols more) {
        SampleSink sampleSink = batch -> samples.get().append(batch);
        LogSink logSink = batch -> logs.get().append(batch);
        IngestRoutes routes = new IngestRoutes(
                vertx,
                sampleSink,
                logSink,
                LIMITS,
                (sent, remote) -> token.get() == null || token.get().equals(sent),
                counters,
                workers,
                more.over(sampleSink, logSink, LIMITS));
        port = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (!routes.handle(request)) {
                        request.response().setStatusCode(404).end();
                    }
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    public static TestingRoutes withoutMore() {
        return new TestingRoutes((samples, logs, limits) -> Map.of());
    }

    /** Where samples go from now on, instead of the store. */
    public void samplesGoTo(SampleSink sink) {
        samples.set(sink);
    }

    public void linesGoTo(LogSink sink) {
        logs.set(sink);
    }

    public void requireToken(String required) {
        token.set(required);
    }

    public InMemorySeriesStore series() {
        return series;
    }

    public InMemoryLogStore logs() {
        return lines;
    }

    public List<String> samples() {
        return StoredText.of(series);
    }

    public List<String> lines() {
        return StoredText.of(lines);
    }

    public IngestCounters counters() {
        return counters;
    }

    /** Requests and items: {@code influx telegraf accepted 1 5}. */
    public List<String> counts() {
        return counters.snapshot().stream()
                .map(count -> count.protocol() + " " + count.source() + " " + count.outcome() + " " + count.requests()
                        + " " + count.items())
                .toList();
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    @Override
    public void close() {
        vertx.close().await();
        workers.close();
        client.close();
    }
}
