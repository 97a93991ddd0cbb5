package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What holds for every protocol over HTTP: bounds, access, faults. Real HTTP against in-memory stores. */
class IngestRoutesTest {
    private static final String JSON = "application/json";
    private static final String PROTO = "application/x-protobuf";

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final AtomicReference<SampleSink> samples = new AtomicReference<>(series);
    private final AtomicReference<@Nullable String> requiredToken = new AtomicReference<>();
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() {
        IngestRoutes routes = new IngestRoutes(
                vertx,
                batch -> samples.get().append(batch),
                logs,
                new IngestLimits(1 << 20, 1 << 21, 1000, 1 << 22, 10, 1 << 23, Duration.ofSeconds(2)),
                (token, remote) ->
                        requiredToken.get() == null || requiredToken.get().equals(token),
                counters,
                workers);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (!routes.handle(request)) {
                        request.response().setStatusCode(404).end();
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
        port = server.actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
        workers.close();
        client.close();
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("User-Agent", "Prometheus/2.42.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> write(byte[] body) throws Exception {
        return post("/api/v1/write", body, "Content-Type", PROTO, "Content-Encoding", "snappy");
    }

    private HttpResponse<String> push(String json) throws Exception {
        return post("/loki/api/v1/push", json.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
    }

    private List<Labels> storedSeries() {
        return series.series(new SeriesSelection(List.of(), TimeRange.ALL));
    }

    @Test
    void other_methods_are_405_and_other_paths_are_left_to_others() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/write"))
                .build();
        HttpResponse<String> response = client.send(get, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");

        assertThat(post("/api/v1/write/", new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void a_store_that_breaks_is_a_500_so_that_the_sender_keeps_the_batch() throws Exception {
        samples.set(batch -> {
            throw new IllegalStateException("disk on fire");
        });

        HttpResponse<String> response =
                write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("storing failed").doesNotContain("disk on fire");
    }

    @Test
    void a_body_over_the_limit_is_413() throws Exception {
        HttpResponse<String> response = write(new byte[(1 << 20) + 1]);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("the body is larger than 1048576 bytes: send smaller requests\n");
    }

    @Test
    void a_body_that_lies_about_its_length_or_never_ends_is_cut_off() throws Exception {
        try (Socket chunked = open("Transfer-Encoding: chunked");
                Socket slow = open("Content-Length: 1000");
                Socket huge = open("Content-Length: 99999999999999999999");
                Socket waiting = open("Content-Length: 10\r\nExpect: 100-continue")) {
            assertThat(firstLine(huge)).contains(" 4");
            assertThat(firstLine(waiting)).isEqualTo("HTTP/1.1 100 Continue");
            slow.getOutputStream().write(new byte[10]);
            OutputStream endless = chunked.getOutputStream();
            byte[] piece = new byte[1 << 18];
            for (int i = 0; i < 5; i++) {
                endless.write("40000\r\n".getBytes(StandardCharsets.US_ASCII));
                endless.write(piece);
                endless.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(firstLine(chunked)).contains("413");
            assertThat(firstLine(slow)).contains("408");
            assertThat(slow.getInputStream().readAllBytes()).isNotEmpty(); // and the connection is closed behind it
        }
        assertThat(write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void bodies_that_never_end_cannot_fill_memory_together() throws Exception {
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Socket sender = open("Content-Length: 1000000");
                senders.add(sender);
                sender.getOutputStream().write(new byte[900_000]);
            }
            List<String> told = new ArrayList<>();
            for (Socket sender : senders) {
                told.add(firstLine(sender));
            }
            assertThat(told).filteredOn(line -> line.contains("503")).hasSizeBetween(2, 3);
            assertThat(told).filteredOn(line -> line.contains("408")).hasSizeBetween(3, 4);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        assertThat(write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void senders_that_declare_much_and_send_nothing_take_no_memory() throws Exception {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket sender = open("Content-Length: 1000000");
                senders.add(sender);
                sender.getOutputStream().write(1);
            }
            for (Socket sender : senders) {
                assertThat(firstLine(sender)).contains("408");
            }
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        assertThat(peak - before).isLessThan(200L << 20);
    }

    private Socket open(String header) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST /api/v1/write HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-protobuf\r\n"
                                + "Content-Encoding: snappy\r\n" + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void a_flood_of_bombs_is_decoded_one_after_another() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[64 << 20]);
        }
        byte[] body = bomb.toByteArray();
        List<Callable<Integer>> senders = Collections.nCopies(
                40,
                () -> post("/loki/api/v1/push", body, "Content-Type", JSON, "Content-Encoding", "gzip")
                        .statusCode());
        for (Future<Integer> answer : workers.invokeAll(senders)) {
            assertThat(answer.get()).isEqualTo(413);
        }
    }

    @Test
    void a_series_with_a_million_labels_is_refused_at_once_by_every_way_in() throws Exception {
        Labels.Builder many = Labels.builder().set("__name__", "wide");
        for (int i = 0; i < 10_000; i++) {
            many.set("l" + i, "v");
        }
        byte[] labels = LabelBytes.encode(many.build());
        byte[] batch = BatchCodec.encode(
                SampleBatch.builder().series(labels).sample(1, 1).build());
        HttpResponse<String> client =
                post("/nightjar/v1/ingest/metrics", batch, "Content-Type", BatchCodec.CONTENT_TYPE);
        assertThat(client.statusCode()).isEqualTo(400);
        assertThat(client.body()).contains("the labels of series 0", "the limit is 32768");
        HttpResponse<String> prometheus = write(Snappy.compress(
                ProtoBytes.writeRequest("x".repeat(100_000), 1000, 1).toBytes()));
        assertThat(prometheus.statusCode()).isEqualTo(400);
        assertThat(prometheus.body()).contains("the limit is 32768");
        assertThat(storedSeries()).isEmpty();
    }

    @Test
    void a_library_that_is_missing_is_a_500_and_no_silence() throws Exception {
        samples.set(batch -> {
            throw new NoClassDefFoundError("org/missing/Library");
        });
        HttpResponse<String> response =
                write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("org/missing");
    }

    @Test
    void a_token_is_asked_for_where_one_is_needed() throws Exception {
        requiredToken.set("s3cret");
        byte[] body = Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes());

        HttpResponse<String> without = write(body);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body())
                .isEqualTo("sending telemetry takes a token with the scope \"ingest\": Authorization: Bearer …\n");
        assertThat(storedSeries()).isEmpty();
        assertThat(post(
                                "/api/v1/write",
                                body,
                                "Content-Type",
                                PROTO,
                                "Content-Encoding",
                                "snappy",
                                "Authorization",
                                "Bearer s3cret")
                        .statusCode())
                .isEqualTo(204);
        assertThat(post(
                                "/api/v1/write",
                                body,
                                "Content-Type",
                                PROTO,
                                "Content-Encoding",
                                "snappy",
                                "Authorization",
                                "Basic bmlnaHRqYXI6czNjcmV0")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void random_damage_never_gives_a_5xx() throws Exception {
        byte[] plain = ProtoBytes.writeRequest("up", 1_700_000_000_000L, 1).toBytes();
        byte[] block = Snappy.compress(plain);
        byte[] json = "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\",{\"k\":\"v\"}]]}]}"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            assertThat(write(damaged(block, random)).statusCode()).isIn(204, 400, 413);
            assertThat(write(Snappy.compress(damaged(plain, random))).statusCode())
                    .isIn(204, 400);
            assertThat(push(new String(damaged(json, random), StandardCharsets.ISO_8859_1))
                            .statusCode())
                    .isIn(204, 400);
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        for (int n = random.nextInt(4); n > 0; n--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
