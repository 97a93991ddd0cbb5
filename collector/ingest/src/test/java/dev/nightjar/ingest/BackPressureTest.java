package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.bulk.ElasticBulk;
import dev.nightjar.ingest.influx.InfluxWrite;
import dev.nightjar.ingest.otlp.Otlp;
import dev.nightjar.ingest.otlp.OtlpSettings;
import dev.nightjar.ingest.push.Pushgateway;
import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.sender.Sender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/**
 * The contract of every protocol that has answers: a full store, and a limit, are told in the protocol's own way with a
 * time to wait, nothing is stored, and the refusal is counted by protocol, sender and reason. Protocols without answers
 * (syslog, Graphite, StatsD) are in {@link dev.nightjar.ingest.port}: over TCP they make the sender wait.
 */
class BackPressureTest {
    private static final String FULL = "the log is full";
    private static final String LIMIT = "more than 10 a second; send less";
    private static final long SECOND = 1_000_000_000L;

    private final TestingRoutes routes = new TestingRoutes((samples, logs, limits) -> {
        Map<String, IngestProtocol> all = new HashMap<>();
        all.putAll(Otlp.protocols(samples, logs, limits, OtlpSettings.DEFAULTS, InstantSource.system()));
        all.putAll(InfluxWrite.protocols(samples, limits, InstantSource.system()));
        all.putAll(ElasticBulk.protocols(logs, limits, InstantSource.system()));
        all.putAll(new Pushgateway(samples, limits, InstantSource.system()).protocols());
        return all;
    });

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    @AfterEach
    void stop() {
        routes.close();
        vertx.close().await();
    }

    /**
     * @param full status where the store is full
     * @param limited status where a limit refuses everything
     */
    record Way(String protocol, String method, String path, byte[] body, List<String> headers, int full, int limited) {
        @Override
        public String toString() {
            return protocol + " " + path;
        }
    }

    private static Way way(String protocol, String path, byte[] body, String... headers) {
        return new Way(protocol, "POST", path, body, List.of(headers), 503, 429);
    }

    private static ProtoBytes nested(int field, ProtoBytes inside, int... outer) {
        ProtoBytes made = new ProtoBytes().message(field, inside);
        for (int one : outer) {
            made = new ProtoBytes().message(one, made);
        }
        return made;
    }

    private static byte[] otlpMetrics() {
        ProtoBytes point = new ProtoBytes().fixed64(3, SECOND).fixed64(4, Double.doubleToRawLongBits(1));
        ProtoBytes metric = new ProtoBytes().text(1, "g").message(5, new ProtoBytes().message(1, point));
        return nested(2, metric, 2, 1).toBytes();
    }

    private static byte[] otlpLogs() {
        ProtoBytes line = new ProtoBytes().fixed64(1, SECOND).message(5, new ProtoBytes().text(1, "hello"));
        return nested(2, line, 2, 1).toBytes();
    }

    private static byte[] otlpTraces() {
        ProtoBytes span = new ProtoBytes()
                .bytes(1, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .bytes(2, "01234567".getBytes(StandardCharsets.US_ASCII))
                .text(5, "GET /")
                .fixed64(7, SECOND)
                .fixed64(8, 2 * SECOND);
        return nested(2, span, 2, 1).toBytes();
    }

    private static byte[] remoteWrite2() throws IOException {
        ProtoBytes series = new ProtoBytes()
                .bytes(1, new ProtoBytes().packed(1, 2).toBytes())
                .message(2, ProtoBytes.sample(1000, 1));
        return Snappy.compress(new ProtoBytes()
                .text(4, "")
                .text(4, "__name__")
                .text(4, "up")
                .message(5, series)
                .toBytes());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] clientSamples() {
        return BatchCodec.encode(SampleBatch.builder()
                .series(Labels.of("__name__", "up"))
                .sample(1, 1)
                .build());
    }

    private static byte[] clientLines() {
        return BatchCodec.encode(new LogBatch(List.of(
                LogBatch.stream(Labels.of("a", "b")).line(5, text("hello")).build())));
    }

    static Stream<Way> ways() throws IOException {
        String proto = "application/x-protobuf";
        byte[] remoteWrite1 =
                Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes());
        return Stream.of(
                way("remote_write", "/api/v1/write", remoteWrite1, "Content-Type", proto, "Content-Encoding", "snappy"),
                way(
                        "remote_write",
                        "/api/v1/write",
                        remoteWrite2(),
                        "Content-Type",
                        proto + ";proto=io.prometheus.write.v2.Request",
                        "Content-Encoding",
                        "snappy"),
                way("otlp_metrics", "/v1/metrics", otlpMetrics(), "Content-Type", proto),
                way("otlp_logs", "/v1/logs", otlpLogs(), "Content-Type", proto),
                way("otlp_traces", "/v1/traces", otlpTraces(), "Content-Type", proto),
                way(
                        "loki_push",
                        "/loki/api/v1/push",
                        text("{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}]}"),
                        "Content-Type",
                        "application/json"),
                new Way( // items have a fate of their own where the request as a whole could be taken
                        "elastic_bulk",
                        "POST",
                        "/app/_bulk",
                        text("{\"create\":{}}\n{\"message\":\"x\"}\n"),
                        List.of("Content-Type", "application/x-ndjson"),
                        429,
                        200),
                way("influx", "/write?db=d", text("m f=1 1000000000"), "Content-Type", "text/plain"),
                new Way(
                        "push",
                        "PUT",
                        "/metrics/job/j",
                        text("a 1\n"),
                        List.of("Content-Type", "text/plain"),
                        503,
                        429),
                way(
                        "client_metrics",
                        "/nightjar/v1/ingest/metrics",
                        clientSamples(),
                        "Content-Type",
                        BatchCodec.CONTENT_TYPE,
                        "Nightjar-Batch-Id",
                        "a:1"),
                way(
                        "client_logs",
                        "/nightjar/v1/ingest/logs",
                        clientLines(),
                        "Content-Type",
                        BatchCodec.CONTENT_TYPE,
                        "Nightjar-Batch-Id",
                        "a:1"));
    }

    private void storesAnswer(IngestResult result) {
        routes.samplesGoTo(batch -> result);
        routes.linesGoTo(batch -> result);
    }

    private static IngestResult full() {
        return new IngestResult.Overloaded(Duration.ofMillis(6500), FULL);
    }

    private static IngestResult limited() {
        return new IngestResult.Rejected(0, List.of(new Rejection("rate_limited", LIMIT, 1, 4)));
    }

    private HttpResponse<String> send(Way way) throws Exception {
        List<String> headers = new ArrayList<>(way.headers());
        headers.addAll(List.of("User-Agent", "Sender/1.2"));
        return routes.send(way.method(), way.path(), way.body(), headers.toArray(String[]::new));
    }

    /** What is known of the refusal, after which the same is sent to stores that work, and taken. */
    private Sender.Refusal refused(Way way) throws Exception {
        storesAnswerAsUsual();
        assertThat(send(way).statusCode()).isBetween(200, 299);
        Sender sender = routes.counters().senders().getFirst();
        assertThat(sender.protocol()).isEqualTo(way.protocol());
        assertThat(sender.source()).isEqualTo("Sender");
        assertThat(sender.items()).as("once it was taken").isPositive();
        assertThat(routes.samples().size() + routes.lines().size()).isPositive();
        return sender.refusals().getFirst();
    }

    private void storesAnswerAsUsual() {
        routes.samplesGoTo(routes.series());
        routes.linesGoTo(routes.logs());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_full_store_is_told_with_a_time_to_wait_and_counted(Way way) throws Exception {
        storesAnswer(full());

        HttpResponse<String> answer = send(way);

        assertThat(answer.statusCode()).isEqualTo(way.full());
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).contains(FULL);
        Sender.Refusal refusal = refused(way);
        assertThat(refusal.reason()).isEqualTo("overloaded");
        assertThat(refusal.message()).isEqualTo(FULL);
        assertThat(refusal.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_limit_is_told_with_a_time_to_wait_and_counted(Way way) throws Exception {
        storesAnswer(limited());

        HttpResponse<String> answer = send(way);

        assertThat(answer.statusCode()).isEqualTo(way.limited());
        if (way.limited() != 200) {
            assertThat(answer.headers().firstValue("Retry-After")).contains("4");
        } else {
            assertThat(answer.body()).contains("\"errors\":true", "\"status\":429");
        }
        assertThat(answer.body()).contains(LIMIT);
        Sender.Refusal refusal = refused(way);
        assertThat(refusal.reason()).isEqualTo("rate_limited");
        assertThat(refusal.message()).isEqualTo(LIMIT);
        assertThat(refusal.items()).isEqualTo(1);
    }

    record Call(String protocol, String path, byte[] message) {
        @Override
        public String toString() {
            return protocol;
        }
    }

    static Stream<Call> calls() {
        String prefix = "/opentelemetry.proto.collector.";
        return Stream.of(
                new Call("otlp_metrics_grpc", prefix + "metrics.v1.MetricsService/Export", otlpMetrics()),
                new Call("otlp_logs_grpc", prefix + "logs.v1.LogsService/Export", otlpLogs()),
                new Call("otlp_traces_grpc", prefix + "trace.v1.TraceService/Export", otlpTraces()));
    }

    private HttpClientResponse call(Call call) {
        Buffer frame = Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(call.message().length)
                .appendBytes(call.message());
        return http2.request(HttpMethod.POST, routes.port(), "127.0.0.1", call.path())
                .compose(request -> {
                    request.putHeader("content-type", "application/grpc")
                            .putHeader("te", "trailers")
                            .putHeader("user-agent", "Sender/1.2");
                    // waited for before anything is sent: an answer that is there at once would have ended unseen
                    Future<HttpClientResponse> ended = request.response()
                            .compose(response -> response.end().map(response));
                    return request.send(frame).compose(response -> ended);
                })
                .await();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void grpc_is_told_to_come_back_by_retry_info(Call call) {
        for (IngestResult result : List.of(full(), limited())) {
            storesAnswer(result);

            HttpClientResponse answer = call(call);

            assertThat(answer.getTrailer("grpc-status")).as("UNAVAILABLE").isEqualTo("14");
            byte[] details = Base64.getDecoder().decode(answer.getTrailer("grpc-status-details-bin"));
            assertThat(new String(details, StandardCharsets.ISO_8859_1))
                    .contains("type.googleapis.com/google.rpc.RetryInfo")
                    .endsWith(result.equals(full()) ? "\u0008\u0007" : "\u0008\u0004");
        }
        storesAnswerAsUsual();
        assertThat(call(call).getTrailer("grpc-status")).isEqualTo("0");
        Sender sender = routes.counters().senders().getFirst();
        assertThat(sender.protocol()).isEqualTo(call.protocol());
        assertThat(sender.items()).isPositive();
        assertThat(sender.refusals())
                .extracting(Sender.Refusal::reason)
                .containsExactlyInAnyOrder("overloaded", "rate_limited");
    }
}
