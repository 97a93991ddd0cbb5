package dev.nightjar.server.differential;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.xerial.snappy.Snappy;

/** One of the two servers, by the interface both have. */
record Side(URI origin, HttpClient client) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    Answer ask(String query, When when) throws IOException, InterruptedException {
        Map<String, String> parameters = when.parameters();
        parameters.put("query", query);
        parameters.put("stats", "true");
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = client.send(
                request(when.path())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Answer.of(response.statusCode(), JSON.readTree(response.body()));
    }

    /** Sends a remote-write 1.0 request; anything but "stored" fails. */
    void write(byte[] body) throws IOException, InterruptedException {
        write(body, "application/x-protobuf", "0.1.0");
    }

    /** Sends a remote-write 2.0 request; anything but "stored" fails. */
    void write2(byte[] body) throws IOException, InterruptedException {
        write(body, "application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");
    }

    private void write(byte[] body, String type, String version) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request("/api/v1/write")
                        .header("Content-Type", type)
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", version)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new IOException(origin + " refused the data: " + response.statusCode() + " " + response.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(origin.resolve(path)).timeout(Duration.ofSeconds(30));
    }
}
