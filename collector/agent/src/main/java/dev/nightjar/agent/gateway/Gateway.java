package dev.nightjar.agent.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.client.Shipment;
import dev.nightjar.model.GzipInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes OTLP over HTTP from services on this host. A request is answered when it lies on the disk; what the server
 * thinks of it is known later, and counted. So services need no address but this one, and lose nothing while the server
 * is away.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final List<String> PATHS = List.of("/v1/metrics", "/v1/logs", "/v1/traces");
    private static final Set<String> TYPES = Set.of("application/x-protobuf", "application/json");
    private static final String SECONDS_TO_WAIT = "5";

    /** Senders make batches far smaller. */
    private static final int MOST_BYTES = 8 << 20;

    /** Connections that wait to be accepted. */
    private static final int MOST_WAITING = 64;

    /** What bodies may take of the heap together, while they are read and until they lie on the disk. */
    private static final int HEAP_SHARE = 4;

    private static final int PIECE_BYTES = 16 << 10;

    /** Seconds in which a request must be there. */
    private static final String REQUEST_WITHIN = "30";

    private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

    static {
        // the JDK's server is told so before its first use, and has no other way
        if (System.getProperty(REQUEST_TIME) == null) {
            System.setProperty(REQUEST_TIME, REQUEST_WITHIN);
        }
    }

    private final DiskSpool spool;
    private final String sender;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final HttpServer server;
    private final AtomicLong room;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** There is no room for more just now. */
    private static final class FullException extends IOException {
        FullException() {
            super("the bodies of too many requests are being read just now");
        }
    }

    private Gateway(DiskSpool spool, RandomGenerator random, HttpServer server, long roomBytes) {
        this.room = new AtomicLong(roomBytes);
        this.spool = spool;
        this.sender = "gateway-%016x".formatted(random.nextLong());
        this.server = server;
    }

    /**
     * Listens at once.
     *
     * @param spool takes what comes; stays its owner's to close
     */
    public static Gateway open(InetSocketAddress at, DiskSpool spool, RandomGenerator random) throws IOException {
        return open(at, spool, random, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    static Gateway open(InetSocketAddress at, DiskSpool spool, RandomGenerator random, long roomBytes)
            throws IOException {
        Gateway gateway = new Gateway(spool, random, HttpServer.create(at, MOST_WAITING), roomBytes);
        for (String path : PATHS) {
            gateway.server.createContext(path, gateway::handle);
        }
        gateway.server.setExecutor(gateway.threads);
        gateway.server.start();
        return gateway;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Requests taken so far. */
    public long taken() {
        return taken.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = header(exchange, "Content-Type").replaceAll(";.*", "").strip();
            if (!PATHS.contains(exchange.getRequestURI().getPath())) {
                answer(exchange, 404, "OpenTelemetry is taken here: " + String.join(", ", PATHS));
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, 405, "send OTLP by POST");
            } else if (!TYPES.contains(type)) {
                answer(exchange, 415, "Content-Type must be one of " + TYPES + ", found \"" + type + "\"");
            } else {
                take(exchange, type);
            }
            exchange.getResponseBody().flush();
            discardRest(exchange);
        }
    }

    /** Whoever is hung up on while sending may not come to read the answer. */
    private static void discardRest(HttpExchange exchange) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        int left = MOST_BYTES;
        while (left > 0) {
            int n = exchange.getRequestBody().read(piece);
            left = n < 0 ? 0 : left - n;
        }
    }

    /** What the bodies that are being read may still take together. */
    long roomBytes() {
        return room.get();
    }

    private void take(HttpExchange exchange, String type) throws IOException {
        long[] taken = {0};
        try { // ending the stream would wait for all that is yet to come
            keep(exchange, type, read(decoded(exchange), taken));
        } catch (FullException e) {
            exchange.getResponseHeaders().set("Retry-After", SECONDS_TO_WAIT);
            answer(exchange, 503, "the agent cannot keep it: " + e.getMessage());
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            answer(exchange, 400, "the body is not gzip: " + e.getMessage());
        } finally {
            room.addAndGet(taken[0]);
        }
    }

    /** To the end, or to the first byte too many. Says what it took of the room as it goes. */
    private byte[] read(InputStream in, long[] taken) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            taken[0] += n;
            if (room.addAndGet(-n) < 0) {
                throw new FullException();
            }
            body.write(piece, 0, n);
            if (body.size() > MOST_BYTES) {
                break;
            }
        }
        return body.toByteArray();
    }

    private void keep(HttpExchange exchange, String type, byte[] body) throws IOException {
        if (body.length > MOST_BYTES) {
            answer(exchange, 413, "a request may have " + MOST_BYTES + " bytes; send smaller batches");
            return;
        }
        try {
            String id = sender + "-" + sequence.incrementAndGet();
            spool.append(new Shipment(id, exchange.getRequestURI().getPath(), type, body, 1));
        } catch (IOException e) {
            LOG.warn("a request of a service could not be kept: {}", e.toString());
            exchange.getResponseHeaders().set("Retry-After", SECONDS_TO_WAIT);
            answer(exchange, 503, "the agent cannot keep it: " + e.getMessage());
            return;
        }
        taken.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] success = type.equals("application/json") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
        exchange.sendResponseHeaders(200, success.length == 0 ? -1 : success.length);
        exchange.getResponseBody().write(success);
    }

    private static InputStream decoded(HttpExchange exchange) throws IOException {
        InputStream sent = exchange.getRequestBody();
        return header(exchange, "Content-Encoding").equals("gzip") ? new GzipInput(sent) : sent;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, int status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
