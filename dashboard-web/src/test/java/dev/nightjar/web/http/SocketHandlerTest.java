package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketHandlerTest {
    private static final long PING_MILLIS = 5;
    private static final long STALL_MILLIS = 500;

    private final AtomicBoolean admitted = new AtomicBoolean(true);
    private final CountDownLatch talking = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    /** Has nothing to say. */
    private final class Silent implements SocketHandler.Conversation {
        @Override
        public void hold(SocketStream out) throws InterruptedException {
            talking.countDown();
            gone.await();
        }

        @Override
        public void gone() {
            gone.countDown();
        }
    }

    private static final class Closing implements WebSocket.Listener {
        final CompletableFuture<String> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }

    @Test
    void a_silent_connection_is_closed_too_once_its_pass_holds_no_more() throws Exception {
        try (TestingServer server = new TestingServer((router, workers) -> {
                    router.get("/talk").handler(context -> {
                        Exchange.keep(context, Pass.class, admitted::get);
                        context.next();
                    });
                    router.get("/talk")
                            .handler(new SocketHandler(
                                    workers, exchange -> new Silent(), Problems::reply, PING_MILLIS, STALL_MILLIS));
                });
                HttpClient client = HttpClient.newHttpClient()) {
            Closing closing = new Closing();
            client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/talk"), closing)
                    .join();
            assertThat(talking.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(closing.closed).isNotDone();

            admitted.set(false);

            assertThat(closing.closed.get(10, TimeUnit.SECONDS)).isEqualTo("1008 " + Pass.ENDED);
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Has much to say; done when nobody takes it any more. */
    private final class Talkative implements SocketHandler.Conversation {
        @Override
        public void hold(SocketStream out) throws Exception {
            while (true) {
                out.send("x".repeat(1 << 16));
            }
        }

        @Override
        public void gone() {
            gone.countDown();
        }
    }

    private static Socket deaf(int port) throws Exception {
        Socket client = new Socket("127.0.0.1", port);
        client.getOutputStream()
                .write(("GET /talk HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    @Test
    void a_client_that_takes_nothing_is_hung_up_on() throws Exception {
        try (TestingServer server = new TestingServer((router, workers) -> router.get("/talk")
                        .handler(new SocketHandler(
                                workers, exchange -> new Talkative(), Problems::reply, PING_MILLIS, STALL_MILLIS)));
                Socket _ = deaf(server.port())) {
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_client_that_does_not_take_the_reason_either_is_hung_up_on() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        SocketHandler.Conversation brief = new SocketHandler.Conversation() {
            @Override
            public void hold(SocketStream out) {}

            @Override
            public void gone() {
                ended.countDown();
            }
        };
        try (TestingServer server = new TestingServer((router, workers) -> router.get("/talk")
                        .handler(new SocketHandler(
                                workers, exchange -> brief, Problems::reply, PING_MILLIS, STALL_MILLIS)));
                Socket _ = deaf(server.port())) {
            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}
