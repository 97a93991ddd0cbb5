package dev.nightjar.server.systemd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server as others do, over its listener, whether it is there. Its client is made when it is first asked: few
 * servers are watched, and each start would wait for certificates that are never shown. Thread-safe.
 */
public final class OwnAnswer implements BooleanSupplier, AutoCloseable {
    private final URI place;
    private @Nullable HttpClient http;
    private boolean closed;

    /** @param server its address, as this machine reaches it */
    public OwnAnswer(URI server) {
        this.place = server.resolve("/-/healthy");
    }

    @Override
    public boolean getAsBoolean() {
        HttpRequest request =
                HttpRequest.newBuilder(place).timeout(Duration.ofSeconds(20)).build();
        try {
            return client().send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // the service stops, which is no reason to complain
        }
    }

    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("nobody asks any more");
        }
        HttpClient known = http;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
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
