package dev.nightjar.server.systemd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks the server as others do, over its listener, whether it is there. */
public final class OwnAnswer implements BooleanSupplier, AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI place;

    /** @param server its address, as this machine reaches it */
    public OwnAnswer(URI server) {
        this.place = server.resolve("/-/healthy");
    }

    @Override
    public boolean getAsBoolean() {
        HttpRequest request =
                HttpRequest.newBuilder(place).timeout(Duration.ofSeconds(20)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // the service stops, which is no reason to complain
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
