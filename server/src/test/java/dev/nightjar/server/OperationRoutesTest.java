package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.http.Dispatcher;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationRoutesTest {
    /** One loop: what blocks it blocks everybody. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch store = new CountDownLatch(1);
    private List<String> problems = List.of();
    private List<String> complaints = List.of();

    @AfterEach
    void end() throws Exception {
        store.countDown();
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        workers.shutdownNow();
    }

    private int listen() throws Exception {
        Router router = Router.router(vertx);
        new OperationRoutes(() -> problems, () -> complaints, this::slowNumbers)
                .mount(router, RoutingContext::next, new Dispatcher(workers));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private String slowNumbers() {
        try {
            store.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "up 1\n";
    }

    private static HttpRequest get(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }

    private HttpResponse<String> ask(int port, String path) throws IOException, InterruptedException {
        return http.send(get(port, path), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_scrape_that_waits_for_a_store_holds_nobody_else_up() throws Exception {
        int port = listen();
        CompletableFuture<HttpResponse<String>> scrape =
                http.sendAsync(get(port, "/metrics"), HttpResponse.BodyHandlers.ofString());
        assertThat(ask(port, "/-/healthy").body()).isEqualTo("Nightjar is alive.\n");
        assertThat(ask(port, "/-/ready").body()).isEqualTo("Nightjar is ready.\n");
        assertThat(scrape).isNotDone();
        store.countDown();
        HttpResponse<String> numbers = scrape.get(10, TimeUnit.SECONDS);
        assertThat(numbers.body()).isEqualTo("up 1\n");
        assertThat(numbers.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void ready_says_what_is_wrong_and_what_is_slow() throws Exception {
        int port = listen();
        complaints = List.of("logs: the disk takes 1 s");
        assertThat(ask(port, "/-/ready").body()).isEqualTo("Nightjar is ready.\nlogs: the disk takes 1 s\n");
        problems = List.of("the journal in data/journal failed: No space left on device");
        HttpResponse<String> ready = ask(port, "/-/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("the journal in data/journal failed: No space left on device\n");
    }
}
