package dev.nightjar.ingest.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private FetchClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.start();
        client = new FetchClient(vertx, HttpAccess.DEFAULTS, InstantSource.system());
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.close();
        vertx.close().await();
    }

    private String get() throws FetchException {
        return getUpTo(1_000_000);
    }

    private String getUpTo(long mostBytes) throws FetchException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        Fetched fetched = client.get(uri, Map.of(), PATIENCE, mostBytes, 16);
        return new String(fetched.body(), 0, fetched.length(), UTF_8);
    }

    /** Answers each connection so many times, and closes it where it is asked once more, which is counted. */
    private void serve(ServerSocket on, int answersEach, AtomicInteger closed) throws IOException {
        while (!on.isClosed()) {
            Socket socket = on.accept();
            var _ = threads.submit(() -> {
                try (socket) {
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                    for (int left = answersEach; readHead(in); left--) {
                        if (left == 0) {
                            closed.incrementAndGet();
                            break;
                        }
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n".getBytes(UTF_8));
                    }
                }
                return null;
            });
        }
    }

    private static boolean readHead(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return line != null;
    }

    @Test
    void a_connection_that_the_server_closes_just_as_it_is_used_again_fails_nothing() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (ServerSocket closes = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Future<?> serving = threads.submit(() -> {
                serve(closes, 1, closed);
                return null;
            });
            URI uri = URI.create("http://127.0.0.1:" + closes.getLocalPort() + "/metrics");

            while (closed.get() < 3) {
                assertThat(client.get(uri, Map.of(), PATIENCE, 0, 16).length()).isEqualTo(4);
            }

            assertThat(serving.isDone()).isFalse();
        }
    }

    @Test
    void a_server_that_answers_nobody_is_asked_once() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (ServerSocket closes = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Future<?> serving = threads.submit(() -> {
                serve(closes, 0, closed);
                return null;
            });
            URI uri = URI.create("http://127.0.0.1:" + closes.getLocalPort() + "/metrics");

            assertThatThrownBy(() -> client.get(uri, Map.of(), PATIENCE, 0, 16))
                    .hasMessage(uri + " cannot be asked: Connection was closed");

            assertThat(closed).hasValue(1);
            assertThat(serving.isDone()).isFalse();
        }
    }

    private void answersCompressed(byte[] body) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void nobody_waits_for_the_answers_that_others_get_from_the_same_address() throws Exception {
        CountDownLatch asked = new CountDownLatch(50);
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                asked.await(); // nobody is answered before all have asked
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(threads.submit(this::get));
        }

        for (Future<String> answer : answers) {
            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void a_compressed_answer_is_read_to_its_end() throws Exception {
        String text = "shop_orders_total 1\n".repeat(5000);
        answersCompressed(gzip(text));

        assertThat(get()).isEqualTo(text);
    }

    @Test
    void a_compressed_answer_that_was_cut_short_is_none() throws Exception {
        byte[] whole = gzip("shop_orders_total 1\n".repeat(5000));
        answersCompressed(Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(this::get)
                .isInstanceOf(FetchException.class)
                .hasMessageEndingWith(
                        "answered with gzip that cannot be decompressed: Unexpected end of ZLIB input" + " stream");
    }

    @Test
    void what_only_says_that_it_is_compressed_is_no_answer() {
        answersCompressed("shop_orders_total 1\n".getBytes(UTF_8));

        assertThatThrownBy(this::get)
                .isInstanceOf(FetchException.class)
                .hasMessageEndingWith("answered with gzip that cannot be decompressed: Not in GZIP format");
    }

    @Test
    void a_redirect_is_followed_and_to_another_host_without_the_password() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        int port = server.getAddress().getPort();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            if (!path.equals("/there")) {
                String to = path.equals("/metrics") ? "here" : "http://localhost:" + port + "/there";
                exchange.getResponseHeaders().set("Location", to);
            }
            exchange.sendResponseHeaders(path.equals("/there") ? 200 : 302, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
            exchange.close();
        });
        HttpAccess access = new HttpAccess(
                new Authorization.Credentials("Bearer", new SecretText.Given("t")),
                TlsAccess.DEFAULTS,
                ProxyAccess.NONE,
                Map.of(),
                true,
                Map.of());

        try (FetchClient knowing = new FetchClient(vertx, access, InstantSource.system())) {
            Fetched fetched =
                    knowing.get(URI.create("http://127.0.0.1:" + port + "/metrics"), Map.of(), PATIENCE, 1_000_000, 16);
            assertThat(fetched.length()).isEqualTo(2);
        }

        assertThat(asked)
                .containsExactly(
                        "127.0.0.1:" + port + "/metrics Bearer t",
                        "127.0.0.1:" + port + "/here Bearer t",
                        "localhost:" + port + "/there null");
    }

    @Test
    void a_redirect_to_another_host_is_not_shown_the_job_s_own_headers() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        int port = server.getAddress().getPort();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("X-Api-Key"));
            boolean there = exchange.getRequestURI().getPath().equals("/there");
            exchange.getResponseHeaders().set("Location", "http://localhost:" + port + "/there");
            exchange.sendResponseHeaders(there ? 200 : 302, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
            exchange.close();
        });
        HttpAccess access = new HttpAccess(
                new Authorization.None(),
                TlsAccess.DEFAULTS,
                ProxyAccess.NONE,
                Map.of(),
                true,
                Map.of("X-Api-Key", List.of(new SecretText.Given("sesame"))));
        try (FetchClient other = new FetchClient(vertx, access, InstantSource.system())) {
            other.get(URI.create("http://127.0.0.1:" + port + "/metrics"), Map.of(), PATIENCE, 0, 16);
        }
        assertThat(asked).containsExactly("127.0.0.1:" + port + " sesame", "localhost:" + port + " null");
    }

    @Test
    void an_answer_without_an_end_is_left_before_it_fills_memory() throws Exception {
        byte[] zeros = new byte[1 << 20];
        server.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(zeros);
                }
            }
        });

        assertThatThrownBy(() -> getUpTo(0))
                .hasMessageStartingWith("body_size_limit exceeded: ")
                .hasMessageEndingWith(" answered with more than "
                        + FetchClient.limit(Runtime.getRuntime().maxMemory()) + " bytes");
    }

    @Test
    void a_small_answer_that_becomes_a_large_one_is_left_too() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 200; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        answersCompressed(bomb.toByteArray());

        assertThatThrownBy(() -> getUpTo(0)).hasMessageStartingWith("body_size_limit exceeded: ");
    }

    @ParameterizedTest
    @CsvSource({"268435456, 67108864", "4294967296, 268435456", "1099511627776, 1073741824"})
    void an_answer_may_be_as_large_as_the_heap_is_good_for(long heap, long bytes) {
        assertThat(FetchClient.limit(heap)).isEqualTo(bytes);
    }

    @Test
    void a_circle_of_redirects_is_left() {
        server.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Location", "/metrics");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });

        assertThatThrownBy(this::get).hasMessageEndingWith("/metrics was redirected more than 10 times");
    }
}
