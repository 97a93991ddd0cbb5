package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketHandlerTest {
    private static final long PING_MILLIS = 5;

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
                            .handler(
                                    new SocketHandler(workers, exchange -> new Silent(), Problems::reply, PING_MILLIS));
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
}
