package dev.nightjar.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.SampleBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A real HTTP server on loopback that takes what a client or agent sends, and answers as it was told to: refusing,
 * asking to wait, or storing a batch and losing the answer on the way. A batch id that was stored is not stored twice.
 */
public final class TestingReceiver implements AutoCloseable {
    /** What to do with a request. */
    public sealed interface Behaviour {
        record Accept() implements Behaviour {}

        /** {@code retryAfter} as the header says it; empty: no such header. */
        record Answer(int status, String retryAfter, String body) implements Behaviour {}

        /** Store it, then break the connection before the answer. */
        record StoreAndBreak() implements Behaviour {}
    }

    /** One request as it came, decompressed. */
    public record Request(String path, String batchId, String authorization, byte[] body) {}

    /** One stored sample. */
    public record Sample(Labels labels, long timestampMillis, double value) {}

    /** One stored line. */
    public record Line(Labels stream, long timestampNanos, String text, Labels metadata) {}

    private static final String HEARTBEAT = "/nightjar/v1/heartbeat/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ArrayDeque<Behaviour> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<String> heartbeats = new ArrayList<>();
    private final Set<String> storedIds = new HashSet<>();
    private Behaviour otherwise = new Behaviour.Accept();

    public TestingReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What to do with the next requests, one each. */
    public synchronized TestingReceiver next(Behaviour... behaviours) {
        script.addAll(Arrays.asList(behaviours));
        return this;
    }

    /** What to do with requests that the script does not cover. */
    public synchronized TestingReceiver otherwise(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    exchange.getRequestURI().getPath(),
                    header(exchange, "Nightjar-Batch-Id"),
                    header(exchange, "Authorization"),
                    gzip ? gunzip(body) : body);
            switch (decide(request)) {
                case Behaviour.Accept() -> exchange.sendResponseHeaders(204, -1);
                case Behaviour.StoreAndBreak() -> throw new IOException("broken on purpose");
                case Behaviour.Answer(int status, String retryAfter, String text) -> {
                    if (!retryAfter.isEmpty()) {
                        exchange.getResponseHeaders().set("Retry-After", retryAfter);
                    }
                    byte[] answer = text.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                    exchange.getResponseBody().write(answer);
                }
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static byte[] gunzip(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private synchronized Behaviour decide(Request request) throws IOException {
        requests.add(request);
        Behaviour behaviour = script.isEmpty() ? otherwise : script.removeFirst();
        if (!(behaviour instanceof Behaviour.Answer) && storedIds.add(request.batchId())) {
            store(request);
        }
        notifyAll();
        return behaviour;
    }

    private void store(Request request) throws IOException {
        try {
            switch (request.path()) {
                case "/nightjar/v1/ingest/metrics" -> storeSamples(BatchCodec.decodeSamples(request.body()));
                case "/nightjar/v1/ingest/logs" -> storeLines(BatchCodec.decodeLogs(request.body()));
                case "/nightjar/v1/changes" -> changes.add(new String(request.body(), StandardCharsets.UTF_8));
                default -> {
                    if (!request.path().startsWith(HEARTBEAT)) {
                        throw new IOException("no such path: " + request.path());
                    }
                    heartbeats.add(request.path().substring(HEARTBEAT.length()));
                }
            }
        } catch (BatchCodec.MalformedBatchException | LabelBytes.InvalidLabelsException e) {
            throw new IOException(e);
        }
    }

    private void storeSamples(SampleBatch batch) throws LabelBytes.InvalidLabelsException {
        for (int s = 0; s < batch.seriesCount(); s++) {
            Labels labels = LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s));
            for (int i = batch.firstSample(s); i < batch.endSample(s); i++) {
                samples.add(new Sample(labels, batch.timestampMillis(i), Double.longBitsToDouble(batch.valueBits(i))));
            }
        }
    }

    private void storeLines(LogBatch batch) {
        for (LogBatch.Stream stream : batch.streams()) {
            for (int i = 0; i < stream.size(); i++) {
                String text = new String(
                        stream.text(),
                        stream.lineStart(i),
                        stream.lineEnd(i) - stream.lineStart(i),
                        StandardCharsets.UTF_8);
                lines.add(new Line(stream.labels(), stream.timestampNanos(i), text, stream.metadata(i)));
            }
        }
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The JSON bodies of the changes. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    /** The tokens of the heartbeats. */
    public synchronized List<String> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** Waits until {@code reached} holds; looks whenever a request came. Throws after ten seconds. */
    public synchronized void await(Predicate<TestingReceiver> reached) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.test(this)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("not reached within 10 s; " + requests.size() + " requests so far");
            }
            wait(millis);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
