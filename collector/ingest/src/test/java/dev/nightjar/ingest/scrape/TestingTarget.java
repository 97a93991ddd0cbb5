package dev.nightjar.ingest.scrape;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A real HTTP server that shows what a test says. */
final class TestingTarget implements AutoCloseable {
    static final String TEXT = "text/plain; version=0.0.4";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpServer server;
    volatile byte[] body = new byte[0];
    volatile String type = TEXT;
    volatile int status = 200;
    volatile boolean compresses;
    volatile Headers asked = new Headers();
    volatile String path = "";

    TestingTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void shows(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestHeaders();
        path = exchange.getRequestURI().toString();
        byte[] sent = body;
        if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        if (compresses) {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                gzip.write(sent);
            }
            sent = zipped.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
