package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    private final TestingServer server = new TestingServer((router, workers) -> {
        Dispatcher dispatcher = new Dispatcher(workers);
        router.get("/small").handler(dispatcher.handler(exchange -> Reply.text(200, "hello"), Problems::reply));
        router.get("/large").handler(dispatcher.handler(exchange -> large(), Problems::reply));
        router.get("/broken").handler(dispatcher.handler(exchange -> broken(1_000_000), Problems::reply));
        router.get("/unbegun").handler(dispatcher.handler(exchange -> broken(0), Problems::reply));
        router.get("/wait").handler(dispatcher.handler(this::waitUntilGone, Problems::reply));
        router.get("/deep").handler(dispatcher.handler(exchange -> deep(exchange, 0), Problems::reply));
        router.get("/faulty")
                .handler(dispatcher.handler(
                        exchange -> {
                            throw new AssertionError("a secret of ours");
                        },
                        Problems::reply));
        router.route("/read/*").failureHandler(Dispatcher.unreadable(Problems::reply));
        router.post("/read/body")
                .handler(dispatcher.body(50_000))
                .handler(dispatcher.handler(exchange -> Reply.text(200, "read"), Problems::reply));
        router.post("/read/json")
                .handler(dispatcher.body(50_000))
                .handler(dispatcher.handler(exchange -> Json.reply(Json.body(exchange)), Problems::reply));
        router.get("/problem")
                .handler(dispatcher.handler(
                        exchange -> {
                            throw new HttpProblem(409, "it is so", "here", "do that");
                        },
                        Problems::reply));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    private static Reply large() {
        return Reply.json(out -> {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(Integer.toString(i % 10).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static Reply broken(int bytesBefore) {
        return Reply.json(out -> {
            out.write(new byte[bytesBefore]);
            throw new IllegalStateException("the store broke");
        });
    }

    private Reply waitUntilGone(Exchange exchange) throws InterruptedException {
        exchange.onGone(gone::countDown);
        asked.countDown();
        gone.await();
        return Reply.text(200, "too late");
    }

    @Test
    void a_small_answer_has_its_length() {
        assertThat(server.get("/small").headers().firstValue("content-length")).hasValue("5");
        assertThat(server.get("/small").body()).isEqualTo("hello");
    }

    @Test
    void a_large_answer_comes_in_chunks_and_whole() {
        String body = server.get("/large").body();

        assertThat(body).hasSize(1_000_000).startsWith("0123456789").endsWith("789");
        assertThat(server.get("/large").headers().firstValue("content-length")).isEmpty();
    }

    @Test
    void an_answer_that_breaks_off_is_not_taken_for_whole() {
        assertThatThrownBy(() -> server.get("/broken")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void an_answer_that_breaks_before_it_began_is_a_problem() {
        assertThat(server.get("/unbegun").statusCode()).isEqualTo(500);
        assertThat(server.get("/unbegun").body()).contains("internal error").doesNotContain("the store broke");
    }

    private static Reply deep(Exchange exchange, int level) {
        return level < 0
                ? Reply.text(200, "")
                : Reply.text(200, deep(exchange, level + 1).contentType());
    }

    @Test
    void whoever_asks_gets_an_answer_even_if_the_stack_overflows_or_an_error_is_thrown() {
        assertThat(server.get("/deep").statusCode()).isEqualTo(422);
        assertThat(server.get("/deep").body()).contains("nested too deep");
        assertThat(server.get("/faulty").statusCode()).isEqualTo(500);
        assertThat(server.get("/faulty").body()).contains("internal error").doesNotContain("secret", "Error\"");
        assertThat(server.get("/small").body()).isEqualTo("hello");
    }

    @Test
    void a_body_that_cannot_be_read_is_told_in_the_words_of_its_routes() {
        HttpResponse<String> large = server.post("/read/body", "text/plain", "x".repeat(60_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(TestingServer.json(large).path("error").asText()).isEqualTo("the body is too large");
        HttpResponse<String> form =
                server.post("/read/body", "application/x-www-form-urlencoded", "a=" + "x".repeat(20_000));
        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(form).path("error").asText()).isEqualTo("the request could not be read");
        assertThat(server.post("/read/body", "multipart/form-data; boundary=", "x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/read/json", "application/json", "{\"a\":".repeat(5000))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/read/json", "application/json", "{\"a\":" + "9".repeat(5000) + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/read/body", "text/plain", "x").body()).isEqualTo("read");
    }

    @Test
    void a_problem_says_what_where_and_what_to_do() {
        assertThat(server.get("/problem").statusCode()).isEqualTo(409);
        assertThat(server.get("/problem").body())
                .isEqualTo("{\"error\":\"it is so\",\"where\":\"here\",\"hint\":\"do that\"}");
    }

    @Test
    void a_handler_is_told_when_its_client_leaves() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /wait HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
