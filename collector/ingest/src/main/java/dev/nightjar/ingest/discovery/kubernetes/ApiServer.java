package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.fetch.Fetched;
import dev.nightjar.ingest.fetch.LineStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks an API server. Blocks; thread-safe. */
final class ApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 256 << 20;
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json", "User-Agent", "Nightjar");

    private final String base;
    private final FetchClient client;

    /** @param base with the path before {@code /api}; the client is closed with this */
    ApiServer(URI base, FetchClient client) {
        this.base = base.toString().replaceAll("/+$", "");
        this.client = client;
    }

    JsonNode get(String path, Map<String, String> query) throws FetchException, IOException {
        Fetched answer = client.get(uri(path, query), HEADERS, TIMEOUT, MOST_BYTES, 64 << 10);
        return JSON.readTree(answer.body(), 0, answer.length());
    }

    LineStream follow(String path, Map<String, String> query) throws FetchException {
        return client.follow(uri(path, query), HEADERS, TIMEOUT);
    }

    static JsonNode parse(String line) throws IOException {
        return JSON.readTree(line);
    }

    private URI uri(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    @Override
    public void close() {
        client.close();
    }
}
