package dev.nightjar.ingest.transfer;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sink of a server elsewhere, as its {@code /nightjar/v1/ingest/metrics} answers. Thread-safe. */
public final class HttpSampleSink implements SampleSink, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final String STORED = "stored: ";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;
    private final String token;

    /** {@code token} may be empty: none is sent then. */
    public HttpSampleSink(URI server, String token) {
        this.endpoint = server.resolve("/nightjar/v1/ingest/metrics");
        this.token = token;
    }

    /** Throws {@link UncheckedIOException} if the server cannot be reached or answers with what no ingest does. */
    @Override
    public IngestResult append(SampleBatch batch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", BatchCodec.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(BatchCodec.encode(batch)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return judge(http.send(request.build(), HttpResponse.BodyHandlers.ofString()), batch.sampleCount());
        } catch (IOException e) {
            throw new UncheckedIOException(endpoint + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IngestResult.Overloaded(DEFAULT_RETRY, "interrupted");
        }
    }

    private IngestResult judge(HttpResponse<String> response, long samples) throws IOException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new IngestResult.Accepted(samples);
        }
        if (status == 400 && response.body().contains(STORED)) {
            return refused(response.body(), samples);
        }
        if (status == 408 || status == 429 || status / 100 == 5) {
            String wait = response.headers().firstValue("Retry-After").orElse("");
            boolean number = wait.matches("[0-9]{1,5}");
            return new IngestResult.Overloaded(
                    number ? Duration.ofSeconds(Long.parseLong(wait)) : DEFAULT_RETRY,
                    endpoint + " answered " + status + ": " + response.body());
        }
        throw new IOException(endpoint + " answered " + status + ": " + response.body());
    }

    /** The answer is a line {@code code: reason} for each reason and the number of stored samples at its end. */
    private static IngestResult refused(String body, long samples) throws IOException {
        long stored = 0;
        List<String> lines = new ArrayList<>(body.lines().toList());
        String last = lines.removeLast();
        if (last.startsWith(STORED)) {
            stored = Long.parseLong(last.substring(STORED.length()).strip());
        } else {
            throw new IOException("the answer does not end with the number of stored samples: " + last);
        }
        List<Rejection> reasons = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                // how many each reason holds is not said: all are put down to the first
                long items = reasons.isEmpty() ? samples - stored : 0;
                reasons.add(new Rejection(line.substring(0, colon), line.substring(colon + 2), items));
            }
        }
        return new IngestResult.Rejected(stored, reasons);
    }

    @Override
    public void close() {
        http.close();
    }
}
