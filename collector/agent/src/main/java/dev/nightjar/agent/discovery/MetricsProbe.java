package dev.nightjar.agent.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a port of this host for {@code /metrics}. */
public final class MetricsProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOOK_AT_BYTES = 64 << 10;

    private final HttpClient http;

    public MetricsProbe(HttpClient http) {
        this.http = http;
    }

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
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
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
}
