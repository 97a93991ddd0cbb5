package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends remote write 1.0 to a server, one request after the other; what is refused ends the run. */
final class RemoteWriteClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param body of a {@code prometheus.WriteRequest}, snappy
     * @throws IOException where the answer is not 2xx, with what it says
     */
    void send(URI url, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
