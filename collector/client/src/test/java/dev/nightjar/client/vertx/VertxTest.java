package dev.nightjar.client.vertx;

import static dev.nightjar.client.WatchedService.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.client.WatchedService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Vert.x server and web client over a socket, both watched. */
class VertxTest {
    private final Vertx vertx = Vertx.vertx();
    private WatchedService service = unset();
    private HttpServer server = unset();
    private WebClient client = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T unset() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        service = new WatchedService();
        Router router = Router.router(vertx);
        router.route().handler(new NightjarHandler(service.calls()));
        router.get("/orders/:id").handler(context -> context.response().end("order " + context.pathParam("id")));
        router.get("/moved").handler(context -> context.redirect("/orders/3"));
        router.get("/broken/:how").handler(context -> context.fail(new IllegalStateException("broken")));
        router.get("/hang").handler(context -> context.request().connection().close());
        Router parts = Router.router(vertx);
        parts.get("/list")
                .handler(context -> context.response().setStatusCode(204).end());
        router.route("/parts/*").subRouter(parts);
        server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = NightjarWebClient.watch(WebClient.create(vertx), service.calls());
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
        service.close();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private int get(String path) throws Exception {
        HttpResponse<?> answer =
                await(client.get(server.actualPort(), "127.0.0.1", path).send());
        return answer.statusCode();
    }

    private static List<String> of(List<String> records, String event, String side) {
        return records.stream()
                .filter(record -> record.startsWith("call=" + event) && record.contains("side=" + side))
                .toList();
    }

    @Test
    void a_request_has_the_name_of_its_route_and_the_id_of_its_caller() throws Exception {
        assertThat(get("/orders/17?token=tiger&page=2")).isEqualTo(200);

        List<String> records = service.records(4);
        String answered = of(records, "enter", "server").get(0);
        assertThat(answered).contains("p_path=/orders/17 p_token=<secret> p_page=2");
        assertThat(field(answered, "caller"))
                .isEqualTo(field(of(records, "enter", "client").get(0), "id"));
        assertThat(service.measured("server", "GET /orders/:id", "200", "ok")).isEqualTo(1);
        assertThat(service.measured("client", "GET 127.0.0.1", "200", "ok")).isEqualTo(1);
    }

    @Test
    void what_a_router_below_answers_has_the_name_of_the_route_to_it() throws Exception {
        assertThat(get("/parts/list")).isEqualTo(204);

        List<String> records = service.records(4);
        assertThat(service.measured("server", "GET /parts/", "204", "ok"))
                .as(records.toString())
                .isEqualTo(1);
    }

    @Test
    void a_failure_is_the_services_doing_and_a_missing_route_the_callers() throws Exception {
        assertThat(get("/broken/badly")).isEqualTo(500);
        assertThat(get("/nowhere")).isEqualTo(404);

        List<String> records = service.records(8);
        assertThat(of(records, "exit", "server"))
                .anyMatch(record -> record.endsWith("error=\"java.lang.IllegalStateException: broken\""));
        assertThat(service.measured("server", "GET /broken/:how", "500", "server_error"))
                .as(records.toString())
                .isEqualTo(1);
        assertThat(service.measured("server", "GET (no route)", "404", "client_error"))
                .as(records.toString())
                .isEqualTo(1);
    }

    @Test
    void a_redirect_belongs_to_the_call_it_came_from() throws Exception {
        assertThat(get("/moved")).isEqualTo(200);

        List<String> records = service.records(6);
        assertThat(of(records, "exit", "client")).hasSize(1);
        assertThat(of(records, "exit", "server")).hasSize(2);
        assertThat(of(records, "enter", "server"))
                .allMatch(record -> field(record, "caller")
                        .equals(field(of(records, "enter", "client").get(0), "id")));
    }

    @Test
    void a_connection_that_breaks_ends_the_call_at_both_ends() throws Exception {
        assertThat(client.get(server.actualPort(), "127.0.0.1", "/hang")
                        .send()
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(20, TimeUnit.SECONDS);

        List<String> records = service.records(4);
        assertThat(of(records, "exit", "client").get(0)).contains("code=failed outcome=server_error");
        assertThat(of(records, "exit", "server").get(0)).contains("code=closed outcome=client_error");
    }
}
