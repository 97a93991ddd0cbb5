package dev.nightjar.web.prometheus;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Reply;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Mounts routes under {@code /api/v1/}: who may, which methods, failures in the API's envelope. As there, HEAD is not
 * answered; OPTIONS always is.
 */
final class PrometheusRouter {
    private static final String ROOT = "/api/v1/";
    private static final int MAX_BODY_BYTES = 10 << 20;
    private static final List<HttpMethod> ASKING = List.of(HttpMethod.GET, HttpMethod.POST);
    private static final List<HttpMethod> CHANGING = List.of(HttpMethod.POST, HttpMethod.PUT);

    /** A path, relative to the API's root, with its names of parameters as {@code :name}. */
    record Mounted(String path, List<HttpMethod> methods) {}

    private final List<Mounted> mounted = new ArrayList<>();
    private final Router router;
    private final AccessGate gate;
    private final Dispatcher queries;
    private final Dispatcher others;

    /**
     * @param queries bounds how many work at one time
     * @param others for what is cheap, so that it is answered while queries queue
     */
    PrometheusRouter(Router router, AccessGate gate, Dispatcher queries, Dispatcher others) {
        this.router = router;
        this.gate = gate;
        this.queries = queries;
        this.others = others;
    }

    /** To be called before any route is added. */
    void begin() {
        router.route(ROOT + "*").failureHandler(Dispatcher.unreadable(Envelope::failure));
        router.options(ROOT + "*").handler(gate.preflight());
    }

    /** Reads no samples. */
    void get(String path, Dispatcher.Endpoint endpoint) {
        mount(path, List.of(HttpMethod.GET), Need.QUERY, others, endpoint);
    }

    /** Reads what is stored. */
    void query(String path, Dispatcher.Endpoint endpoint) {
        mount(path, ASKING, Need.QUERY, queries, endpoint);
    }

    /** The same for a path without parameters in a form. */
    void queryByGet(String path, Dispatcher.Endpoint endpoint) {
        mount(path, List.of(HttpMethod.GET), Need.QUERY, queries, endpoint);
    }

    /** The same with a body of its own. */
    void queryByPost(String path, Dispatcher.Endpoint endpoint) {
        mount(path, List.of(HttpMethod.POST), Need.QUERY, queries, endpoint);
    }

    void administer(String path, Dispatcher.Endpoint endpoint) {
        mount(path, CHANGING, Need.ADMINISTER, others, endpoint);
    }

    /** An answer that goes on for as long as its client stays. */
    void live(String path, Handler<RoutingContext> handler) {
        mounted.add(new Mounted(path, List.of(HttpMethod.GET)));
        router.get(ROOT + path).handler(gate.require(Need.QUERY));
        router.get(ROOT + path).handler(handler);
        router.route(ROOT + path).handler(context -> wrongMethod(context, "GET, OPTIONS"));
    }

    private void mount(
            String path, List<HttpMethod> methods, Need need, Dispatcher dispatcher, Dispatcher.Endpoint endpoint) {
        mounted.add(new Mounted(path, methods));
        for (HttpMethod method : methods) {
            router.route(method, ROOT + path).handler(gate.require(need));
            if (!method.equals(HttpMethod.GET)) {
                router.route(method, ROOT + path).handler(dispatcher.body(MAX_BODY_BYTES));
            }
            router.route(method, ROOT + path).handler(dispatcher.handler(endpoint, Envelope::failure));
        }
        String allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ", "", ", OPTIONS"));
        router.route(ROOT + path).handler(context -> wrongMethod(context, allowed));
    }

    private static void wrongMethod(RoutingContext context, String allowed) {
        context.response()
                .setStatusCode(405)
                .putHeader("Allow", allowed)
                .putHeader("Content-Type", Reply.TEXT)
                .end(context.request().method().equals(HttpMethod.HEAD) ? "" : "Method Not Allowed\n");
    }

    /** What there is so far. */
    List<Mounted> mounted() {
        return List.copyOf(mounted);
    }

    /** Everything that no route answered. */
    void rest() {
        router.route(ROOT + "*").handler(others.handler(PrometheusRouter::unknown, Envelope::failure));
    }

    private static Reply unknown(Exchange exchange) {
        return Envelope.error(404, "not_found", "not supported yet: " + exchange.requestPath());
    }
}
