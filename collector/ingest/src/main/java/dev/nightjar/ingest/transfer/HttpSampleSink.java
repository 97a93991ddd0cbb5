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

/**
 * The sink of a server elsewhere, as its {@link #PATH} answers. Thread-safe. The HTTP client stays its owner's to close.
 */
public final class HttpSampleSink implements SampleSink {
    /** Where a server takes batches. */
    public static final String PATH = "/nightjar/v1/ingest/metrics";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final String STORED = "stored: ";

    private final HttpClient http;
    private final URI endpoint;
    private final String token;

    /** {@code token} may be empty: none is sent then. */
    public HttpSampleSink(HttpClient http, URI endpoint, String token) {
        this.http = http;
        this.endpoint = endpoint;
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
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(endpoint + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IngestResult.Overloaded(DEFAULT_RETRY, "interrupted");
        }
        return judge(answer, batch.sampleCount());
    }

    private IngestResult judge(HttpResponse<String> response, long samples) {
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
        throw unusable(endpoint + " answered " + status + ": " + response.body());
    }

    private static UncheckedIOException unusable(String answer) {
        return new UncheckedIOException(answer, new IOException(answer));
    }

    /** The answer is a line {@code code: reason} for each reason and the number of stored samples at its end. */
    private static IngestResult refused(String body, long samples) {
        long stored = 0;
        List<String> lines = new ArrayList<>(body.lines().toList());
        String last = lines.removeLast();
        if (last.startsWith(STORED)) {
            stored = Long.parseLong(last.substring(STORED.length()).strip());
        } else {
            throw unusable("the answer does not end with the number of stored samples: " + last);
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
}
