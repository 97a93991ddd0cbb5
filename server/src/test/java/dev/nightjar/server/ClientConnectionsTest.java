package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that connect and say nothing, or next to nothing, over real sockets. */
@Timeout(30)
class ClientConnectionsTest {
    private static final int MOST = 4;
    private static final long HEAD_WITHIN_MILLIS = 2000;

    private final ClientConnections connections = new ClientConnections(MOST, HEAD_WITHIN_MILLIS, System::nanoTime);
    private final SelfMetrics metrics = new SelfMetrics();
    private final Vertx vertx =
            Vertx.builder().withTransport(connections.transport()).build();
    private final BlockingQueue<HttpServerRequest> waiting = new LinkedBlockingQueue<>();
    private final List<Socket> clients = new ArrayList<>();
    private int port;

    @BeforeEach
    void listen() {
        connections.describe(metrics);
        port = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .connectionHandler(PipelineBound::bind)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .requestHandler(request -> {
                    if ("/wait".equals(request.path())) {
                        waiting.add(request);
                    } else {
                        request.response().end("hello");
                    }
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().await();
        metrics.close();
    }

    private Socket open(String sent) throws IOException {
        Socket client = new Socket("127.0.0.1", port);
        client.setSoTimeout(20_000);
        clients.add(client);
        client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    private static String firstLine(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = client.getInputStream().read();
                c >= 0 && c != '\r';
                c = client.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static boolean isClosed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private long metric(String name) {
        return metrics.expose()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_longest_quiet_makes_room_for_one_more() throws Exception {
        Socket first = open(get("/"));
        assertThat(firstLine(first)).isEqualTo("HTTP/1.1 200 OK");
        for (int i = 1; i < MOST; i++) {
            assertThat(firstLine(open(get("/")))).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(firstLine(open(get("/")))).isEqualTo("HTTP/1.1 200 OK");
        first.getInputStream().readNBytes("content-length: 5\r\n\r\nhello".length() + 1);
        assertThat(isClosed(first)).isTrue();
        assertThat(metric("nightjar_connections_closed_total")).isEqualTo(1);
        assertThat(metric("nightjar_connections")).isEqualTo(MOST);
    }

    @Test
    void however_many_connect_and_say_nothing_others_are_answered() throws Exception {
        for (int i = 0; i < 10 * MOST; i++) {
            open("");
        }
        assertThat(firstLine(open(get("/")))).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void who_waits_for_an_answer_is_not_closed_for_others_which_are_refused_then() throws Exception {
        List<Socket> asking = new ArrayList<>();
        List<HttpServerRequest> asked = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            asking.add(open(get("/wait")));
            asked.add(waiting.take());
        }
        assertThat(isClosed(open(""))).isTrue();
        assertThat(metric("nightjar_connections_refused_total")).isEqualTo(1);
        asked.forEach(request -> request.response().end());
        for (Socket each : asking) {
            assertThat(firstLine(each)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void streams_of_http_2_under_way_are_not_closed_for_others() throws Exception {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var answer = client.request(HttpMethod.GET, port, "127.0.0.1", "/wait")
                .compose(request -> request.send().compose(response -> response.body()));
        HttpServerRequest asked = waiting.take();
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(firstLine(open(get("/")))).isEqualTo("HTTP/1.1 200 OK");
        }
        asked.response().end("still here");
        assertThat(answer.await().toString()).isEqualTo("still here");
    }

    @Test
    void a_head_that_does_not_end_in_time_ends_its_connection() throws Exception {
        Socket slow = open("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-");
        Socket hardlyBegun = open("P");
        assertThat(isClosed(slow)).isTrue();
        assertThat(isClosed(hardlyBegun)).isTrue();
        assertThat(metric("nightjar_connections_slow_total")).isEqualTo(2);
    }

    @Test
    void a_head_that_follows_an_answer_has_its_own_time() throws Exception {
        Socket client = open(get("/"));
        assertThat(firstLine(client)).isEqualTo("HTTP/1.1 200 OK");
        client.getInputStream().readNBytes("content-length: 5\r\n\r\nhello".length() + 1);
        client.getOutputStream().write('G');
        assertThat(isClosed(client)).isTrue();
    }

    @Test
    void what_is_between_requests_or_speaks_otherwise_by_now_stays() throws Exception {
        Socket kept = open(get("/"));
        assertThat(firstLine(kept)).isEqualTo("HTTP/1.1 200 OK");
        CompletableFuture<String> echo = new CompletableFuture<>();
        WebSocket socket =
                vertx.createWebSocketClient().connect(port, "127.0.0.1", "/").await();
        socket.textMessageHandler(echo::complete);
        socket.writePing(Buffer.buffer());
        Socket slow = open("G");
        assertThat(isClosed(slow)).isTrue(); // whose time began last
        socket.writeTextMessage("hello");
        assertThat(echo.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
        kept.getOutputStream().write(get("/").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(kept.getInputStream().readNBytes(42), StandardCharsets.US_ASCII))
                .contains("hello")
                .endsWith("HTTP/1.1 200 OK");
    }
}
