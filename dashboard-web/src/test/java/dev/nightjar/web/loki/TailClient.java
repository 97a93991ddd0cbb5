package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows lines as a client of Loki's does. Frames are asked for one at a time. */
final class TailClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final List<String> lines = new ArrayList<>();
    private String cursor = "";

    /** Follows at Loki's own path. */
    TailClient(int port, String parameters, String... headers) {
        this("ws://127.0.0.1:" + port + "/loki/api/v1/tail?" + parameters, headers);
    }

    /** Follows at a path with its parameters. */
    static TailClient at(int port, String path) {
        return new TailClient("ws://127.0.0.1:" + port + path);
    }

    private TailClient(String address, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(address), new Listener()).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                frames.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }

    /** Code and reason with which the server closes, which it is waited for. */
    String closed() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The next frame; its lines count as read. */
    JsonNode frame() throws InterruptedException {
        String text = frames.poll(10, TimeUnit.SECONDS);
        assertThat(text)
                .as("a frame within 10 s, after the lines %s", lines.size())
                .isNotNull();
        try {
            JsonNode frame = JSON.readTree(text);
            cursor = frame.at("/cursor").asText();
            frame.at("/streams")
                    .forEach(stream -> stream.at("/values")
                            .forEach(value -> lines.add(value.at("/1").asText())));
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a frame comes within a fifth of a second; it is not taken. */
    boolean hasFrame() throws InterruptedException {
        String text = frames.poll(200, TimeUnit.MILLISECONDS);
        if (text != null) {
            frames.add(text);
        }
        return text != null;
    }

    /** All lines read so far, after waiting for so many. */
    List<String> lines(int atLeast) throws InterruptedException {
        while (lines.size() < atLeast) {
            frame();
        }
        return lines;
    }

    /** Of the last frame read. */
    String cursor() {
        return cursor;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
