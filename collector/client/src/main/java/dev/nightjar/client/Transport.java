package dev.nightjar.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends shipments over HTTP, one attempt at a time. Thread-safe. The HTTP client stays its owner's to close. */
public final class Transport {
    /** Names the batch, the same at every attempt, so that the server takes a resend for what it is. */
    static final String BATCH_ID = "Nightjar-Batch-Id";

    private static final String USER_AGENT = "nightjar-client";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final int COMPRESS_FROM_BYTES = 1024;
    private static final int MOST_REASON_CHARS = 500;
    private static final int MOST_ANSWER_BYTES = 4096;

    /** The request's own time ends with the answer's headers. */
    private static final Duration ANSWERED_WITHIN = CONNECT_TIMEOUT.plus(REQUEST_TIMEOUT);

    private final HttpClient http;
    private final URI server;
    private final String token;
    private final InstantSource clock;

    /** {@code token} may be empty: none is sent then. */
    public Transport(HttpClient http, URI server, String token, InstantSource clock) {
        this.http = http;
        this.server = server;
        this.token = token;
        this.clock = clock;
    }

    public static HttpClient newHttpClient() {
        return newHttpClient(null);
    }

    /** @param trust which servers are trusted; null: those that Java trusts */
    public static HttpClient newHttpClient(@Nullable SSLContext trust) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        return trust == null ? client.build() : client.sslContext(trust).build();
    }

    /** Ends a client that was made here, and what it is still waiting for. */
    static void hangUp(HttpClient client) {
        try {
            MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class))
                    .invokeExact(client);
        } catch (NoSuchMethodException e) {
            // before Java 21 a client ends by itself when nobody refers to it any more
            return;
        } catch (Throwable e) {
            throw new IllegalStateException("every Java from 21 on can end its HTTP client", e);
        }
    }

    /**
     * Blocks until the server has answered or cannot be reached, thirteen seconds at most. Keeps the interrupt flag of
     * an interrupted thread.
     */
    public Delivery deliver(Shipment shipment) {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request(shipment), info -> new AnswerStart(MOST_ANSWER_BYTES));
        try {
            return judge(answer.get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return new Delivery.RetryLater(Duration.ZERO, server + " cannot be reached: " + e.getCause());
        } catch (TimeoutException e) {
            return new Delivery.RetryLater(Duration.ZERO, server + " began an answer and did not end it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.RetryLater(Duration.ZERO, "interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Shipment shipment) {
        boolean compress = shipment.body().length >= COMPRESS_FROM_BYTES;
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(shipment.path()))
                .timeout(REQUEST_TIMEOUT)
                .header("User-Agent", USER_AGENT)
                .header("Content-Type", shipment.contentType())
                .header(BATCH_ID, shipment.batchId())
                .POST(HttpRequest.BodyPublishers.ofByteArray(compress ? gzip(shipment.body()) : shipment.body()));
        if (compress) {
            request.header("Content-Encoding", "gzip");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private Delivery judge(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Delivery.Delivered();
        }
        String body = response.body();
        String reason = server + " answered " + status
                + (body.isBlank() ? "" : ": " + body.substring(0, Math.min(MOST_REASON_CHARS, body.length())));
        return switch (status) {
            // a missing right, a route not there yet and a busy server can all be put right while the data waits
            case 401, 403, 404, 408, 429 -> new Delivery.RetryLater(retryAfter(response), reason);
            default ->
                status / 100 == 5
                        ? new Delivery.RetryLater(retryAfter(response), reason)
                        : new Delivery.Refused(reason);
        };
    }

    private Duration retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").trim();
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration wait = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
