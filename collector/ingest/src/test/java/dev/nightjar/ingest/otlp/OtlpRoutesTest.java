package dev.nightjar.ingest.otlp;

import static dev.nightjar.ingest.otlp.Sent.gauge;
import static dev.nightjar.ingest.otlp.Sent.nanos;
import static dev.nightjar.ingest.otlp.Sent.number;
import static dev.nightjar.ingest.otlp.Sent.request;
import static dev.nightjar.ingest.otlp.Sent.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestRoutes;
import dev.nightjar.ingest.ProtoBytes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleSink;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real HTTP/1.1 and HTTP/2 against in-memory stores. */
class OtlpRoutesTest {
    private static final String PROTO = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final String METRICS = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private record Got(int status, MultiMap headers, byte[] body, MultiMap trailers) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final AtomicReference<SampleSink> samples = new AtomicReference<>(series);
    private final AtomicBoolean locked = new AtomicBoolean();
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http1 = vertx.createHttpClient();
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private int port;

    @BeforeEach
    void start() {
        IngestLimits limits = new IngestLimits(1 << 20, 1 << 21, 1000, 1 << 22, 30, 1 << 23, Duration.ofSeconds(2));
        SampleSink sink = batch -> samples.get().append(batch);
        InMemoryLogStore logs = new InMemoryLogStore();
        IngestRoutes routes = new IngestRoutes(
                vertx,
                sink,
                logs,
                limits,
                (token, remote) -> !locked.get(),
                counters,
                workers,
                Otlp.protocols(sink, logs, limits, OtlpSettings.DEFAULTS, InstantSource.system()));
        port = vertx.createHttpServer()
                .requestHandler(routes::handle)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        workers.close();
    }

    private Got post(HttpClient client, String path, byte[] body, String... headers) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        request.putHeader(headers[i], headers[i + 1]);
                    }
                    // asked for before anything is sent: the body of an answer that is there at once would be gone
                    Future<Got> answered = request.response()
                            .compose(response -> response.body().map(bytes -> got(response, bytes)));
                    return request.send(Buffer.buffer(body)).compose(response -> answered);
                })
                .await();
    }

    private static Got got(HttpClientResponse response, Buffer body) {
        return new Got(response.statusCode(), response.headers(), body.getBytes(), response.trailers());
    }

    private static byte[] one() {
        return request(resource("service.name", "shop"), gauge("g", "", number(1, 1)))
                .toBytes();
    }

    private static final String ONE_IN_JSON = """
        {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
         "scopeMetrics": [{"metrics": [{"name": "g", "gauge": {"dataPoints": [{"asInt": 1, "timeUnixNano": "1000000000"}]}}]}]}]}
        """;

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private void assertStored() {
        assertThat(Stored.series(series)).containsExactly("g{job=\"shop\"} 1.0@1.0");
    }

    @Test
    void protobuf_is_answered_200_with_an_empty_message() {
        Got got = post(http1, "/v1/metrics", one(), "Content-Type", PROTO, "User-Agent", "OTel-Java/1.0");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers().get("Content-Type")).isEqualTo(PROTO);
        assertThat(got.body()).isEmpty();
        assertStored();
        assertThat(counters.snapshot())
                .containsExactly(new IngestCounters.Count("otlp_metrics", "OTel-Java", "accepted", 1, 1));
    }

    /** As an agent's gateway passes on what services here send: the answer to the first was lost on the way. */
    @Test
    void a_request_passed_on_under_an_id_is_stored_once_however_often_it_is_sent() {
        AtomicInteger stored = new AtomicInteger();
        samples.set(batch -> {
            stored.incrementAndGet();
            return series.append(batch);
        });
        for (int i = 0; i < 3; i++) {
            Got got = post(
                    http1,
                    "/v1/metrics",
                    one(),
                    "Content-Type",
                    PROTO,
                    "Nightjar-Batch-Id",
                    "gateway-1-7",
                    "User-Agent",
                    "nightjar-client");
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.body()).isEmpty();
        }

        assertThat(stored).hasValue(1);
        assertStored();
        assertThat(counters.snapshot())
                .containsExactlyInAnyOrder(
                        new IngestCounters.Count("otlp_metrics", "nightjar-client", "accepted", 1, 1),
                        new IngestCounters.Count("otlp_metrics", "nightjar-client", "duplicate", 2, 0));
    }

    @Test
    void a_request_under_an_id_that_could_not_be_stored_yet_is_stored_when_it_comes_again() {
        samples.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "too much"));
        String[] headers = {"Content-Type", PROTO, "Nightjar-Batch-Id", "gateway-1-8"};
        assertThat(post(http1, "/v1/metrics", one(), headers).status()).isEqualTo(503);
        samples.set(series);

        assertThat(post(http1, "/v1/metrics", one(), headers).status()).isEqualTo(200);
        assertStored();
    }

    @Test
    void json_is_answered_in_json_also_under_prometheus_path_and_compressed() throws Exception {
        byte[] body = ONE_IN_JSON.getBytes(StandardCharsets.UTF_8);
        Got got = post(http1, "/api/v1/otlp/v1/metrics", gzip(body), "Content-Type", JSON, "Content-Encoding", "gzip");
        Got again = post(http1, "/v1/metrics", Zstd.compress(body), "Content-Type", JSON, "Content-Encoding", "zstd");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers().get("Content-Type")).isEqualTo(JSON);
        assertThat(got.text()).isEqualTo("{}");
        assertThat(again.status()).isEqualTo(200);
        assertStored();
    }

    @Test
    void part_of_a_request_refused_is_a_success_that_says_so() throws Exception {
        byte[] body = request(
                        resource("service.name", "shop"),
                        gauge("g", "", number(1, 1), new ProtoBytes().fixed64(3, nanos(1))))
                .toBytes();
        Got binary = post(http1, "/v1/metrics", body, "Content-Type", PROTO);
        Got json = post(
                http1,
                "/v1/metrics",
                ONE_IN_JSON
                        .replace("[{\"asInt\"", "[{\"timeUnixNano\": 1}, {\"asInt\"")
                        .getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                JSON);

        assertThat(binary.status()).isEqualTo(200);
        // partial_success of any length, in it one rejected data point
        assertThat(binary.body()).startsWith(0x0a).contains(0x08, 0x01, 0x12);
        assertThat(binary.text()).contains("no_value: a data point of \"g\" has no value");
        assertThat(json.text())
                .isEqualTo(
                        "{\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":\"no_value: a data point of"
                                + " \\\"g\\\" has no value\\nstored: 1\"}}");
        assertThat(counters.snapshot())
                .extracting(IngestCounters.Count::outcome, IngestCounters.Count::items)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("accepted", 2L),
                        org.assertj.core.groups.Tuple.tuple("no_value", 2L));
    }

    @Test
    void what_cannot_be_taken_is_answered_with_a_status_in_the_senders_format() {
        Got damaged = post(
                http1,
                "/v1/metrics",
                "{\"resourceMetrics\": 1}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                JSON);
        Got large = post(http1, "/v1/metrics", new byte[(1 << 20) + 1], "Content-Type", PROTO);
        Got text = post(http1, "/v1/metrics", one(), "Content-Type", "text/plain");
        Got nothing = post(http1, "/v1/metrics", new byte[0], "Content-Type", PROTO);

        assertThat(damaged.status()).isEqualTo(400);
        assertThat(damaged.text())
                .isEqualTo("{\"code\":3,\"message\":\"expected a list at /resourceMetrics, found 1 at byte 20\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).startsWith(8, 8);
        assertThat(large.text()).contains("the body is larger than 1048576 bytes");
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.text()).contains("must be application/x-protobuf or application/json, found text/plain");
        assertThat(nothing.status()).isEqualTo(200);
    }

    @Test
    void overload_and_our_own_failures_are_503_with_a_time_to_wait() {
        samples.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(7), "disk full"));
        Got full = post(http1, "/v1/metrics", one(), "Content-Type", PROTO);
        samples.set(batch -> {
            throw new IllegalStateException("broken");
        });
        Got broken = post(http1, "/v1/metrics", one(), "Content-Type", PROTO);

        assertThat(full.status()).isEqualTo(503);
        assertThat(full.headers().get("Retry-After")).isEqualTo("7");
        assertThat(full.text()).contains("disk full");
        assertThat(broken.status()).isEqualTo(503);
        assertThat(broken.headers().get("Retry-After")).isEqualTo("5");
        assertThat(counters.snapshot())
                .extracting(IngestCounters.Count::outcome)
                .containsExactlyInAnyOrder("overloaded", "internal");
    }

    @Test
    void a_sender_without_a_token_is_told_so() {
        locked.set(true);

        Got http = post(http1, "/v1/logs", new byte[0], "Content-Type", JSON);
        Got grpc = call(frame(0, one()));

        assertThat(http.status()).isEqualTo(401);
        assertThat(http.text()).startsWith("{\"code\":16,");
        assertThat(http.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(grpc.trailers().get("grpc-status")).isEqualTo("16");
    }

    private static byte[] frame(int compressed, byte[] message) {
        return Buffer.buffer()
                .appendByte((byte) compressed)
                .appendInt(message.length)
                .appendBytes(message)
                .getBytes();
    }

    private Got call(byte[] body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
        all[headers.length] = "content-type";
        all[headers.length + 1] = "application/grpc";
        all[headers.length + 2] = "te";
        all[headers.length + 3] = "trailers";
        return post(http2, METRICS, body, all);
    }

    @Test
    void a_call_of_grpc_is_answered_with_a_framed_message_and_its_status_in_trailers() throws Exception {
        Got plain = call(frame(0, one()));
        Got gzipped = call(frame(1, gzip(one())), "grpc-encoding", "gzip");

        for (Got got : new Got[] {plain, gzipped}) {
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.headers().get("content-type")).isEqualTo("application/grpc");
            assertThat(got.body()).containsExactly(0, 0, 0, 0, 0);
            assertThat(got.trailers().get("grpc-status")).isEqualTo("0");
        }
        assertStored();
        assertThat(counters.snapshot())
                .containsExactly(new IngestCounters.Count("otlp_metrics_grpc", "unknown", "accepted", 2, 2));
    }

    @Test
    void grpc_is_told_to_come_back_by_retry_info() {
        samples.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(7), "Platte zu 100 % voll, ä"));

        Got got = call(frame(0, one()));

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.trailers().get("grpc-status")).isEqualTo("14");
        assertThat(got.trailers().get("grpc-message"))
                .isEqualTo("overloaded: Platte zu 100 %25 voll, %C3%A4; send it again in 7 s");
        byte[] details = Base64.getDecoder().decode(got.trailers().get("grpc-status-details-bin"));
        assertThat(new String(details, StandardCharsets.ISO_8859_1))
                .contains("type.googleapis.com/google.rpc.RetryInfo")
                .endsWith("\u0008\u0007");
    }

    @Test
    void frames_of_grpc_that_are_none_are_refused() {
        assertThat(call(new byte[] {0, 0}).trailers().get("grpc-status")).isEqualTo("3");
        assertThat(call(frame(2, one())).trailers().get("grpc-status")).isEqualTo("3");
        assertThat(call(frame(1, one())).trailers().get("grpc-message")).contains("grpc-encoding does not say how");
        assertThat(call(frame(1, one()), "grpc-encoding", "br").trailers().get("grpc-status"))
                .isEqualTo("12");
        assertThat(post(http2, METRICS, one(), "content-type", "application/x-protobuf")
                        .status())
                .isEqualTo(415);
    }
}
