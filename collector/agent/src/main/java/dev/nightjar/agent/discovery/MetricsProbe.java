package dev.nightjar.agent.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a port of this host for {@code /metrics}. */
public final class MetricsProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOOK_AT_BYTES = 64 << 10;

    private @Nullable HttpClient http;
    private boolean closed;

    /** Asks a port of this host. */
    public boolean answers(int port) {
        return answers("127.0.0.1:" + port);
    }

    /**
     * False also where something else than HTTP is spoken there.
     *
     * @param target host and port
     */
    public boolean answers(String target) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + target + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String beginning = new String(body.readNBytes(LOOK_AT_BYTES), StandardCharsets.UTF_8);
                return response.statusCode() == 200 && beginning.contains("# TYPE ");
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Made by the first question: it reads the machine's certificates, which would be a twentieth of a start. */
    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("nobody asks any more");
        }
        HttpClient known = http;
        if (known == null) {
            known = HttpClient.newHttpClient();
            http = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (http != null) {
            http.shutdownNow();
        }
    }
}
