package dev.nightjar.web.loki;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Mounts routes, most of them under {@code /loki/api/v1/}: who may, which methods, failures as plain text. */
final class LokiRouter {
    static final String ROOT = "/loki/api/v1/";

    /** Where the API was before its version 1. */
    static final String OLD = "/api/prom/";

    private static final List<String> ROOTS = List.of(ROOT, OLD);
    private static final int MAX_BODY_BYTES = 10 << 20;

    private final Router router;
    private final AccessGate gate;
    private final Dispatcher queries;
    private final Dispatcher others;
    private final Map<String, List<HttpMethod>> methods = new LinkedHashMap<>();

    /**
     * @param queries bounds how many work at one time
     * @param others for what is cheap, so that it is answered while queries queue
     */
    LokiRouter(Router router, AccessGate gate, Dispatcher queries, Dispatcher others) {
        this.router = router;
        this.gate = gate;
        this.queries = queries;
        this.others = others;
    }

    /** To be called before any route is added. */
    void begin() {
        for (String root : ROOTS) {
            router.route(root + "*").failureHandler(Dispatcher.unreadable(LokiFailures::reply));
            router.options(root + "*").handler(gate.preflight());
        }
    }

    /** Reads what is stored; parameters may come as a form. */
    void query(String path, Dispatcher.Endpoint endpoint) {
        queryAt(ROOT + path, endpoint);
    }

    /** The same of a whole path. */
    void queryAt(String path, Dispatcher.Endpoint endpoint) {
        mount(HttpMethod.GET, path, Need.QUERY, queries, endpoint);
        mount(HttpMethod.POST, path, Need.QUERY, queries, endpoint);
    }

    /** Reads no lines; {@code path} is a whole one. */
    void get(String path, Dispatcher.Endpoint endpoint) {
        mount(HttpMethod.GET, path, Need.QUERY, others, endpoint);
    }

    /** Reads no lines, under the API's own path. */
    void fact(String path, Dispatcher.Endpoint endpoint) {
        get(ROOT + path, endpoint);
    }

    /** Turns something that can be turned back, by POST; {@code path} is a whole one. */
    void operate(String path, Dispatcher.Endpoint endpoint) {
        mount(HttpMethod.POST, path, Need.OPERATE, others, endpoint);
    }

    void administer(HttpMethod method, String path, Dispatcher.Endpoint endpoint) {
        mount(method, ROOT + path, Need.ADMINISTER, others, endpoint);
    }

    /** An answer that stays open, and is no HTTP any more: pages of other sites are kept out here, too. */
    void stream(String path, Consumer<RoutingContext> open) {
        methods.computeIfAbsent(path, each -> new ArrayList<>()).add(HttpMethod.GET);
        router.get(path).handler(gate.requireFromHere(Need.QUERY));
        router.get(path).handler(open::accept);
    }

    /** What a Loki has and this is not: said plainly, so that nobody takes the page of the interface for it. */
    void absent(String path, String why) {
        router.route(path).handler(gate.require(Need.QUERY));
        router.route(path)
                .handler(others.handler(
                        exchange -> Reply.text(404, "not supported: " + path + ": " + why + "\n"),
                        LokiFailures::reply));
    }

    private void mount(HttpMethod method, String path, Need need, Dispatcher by, Dispatcher.Endpoint endpoint) {
        methods.computeIfAbsent(path, each -> new ArrayList<>()).add(method);
        router.route(method, path).handler(gate.require(need));
        if (!method.equals(HttpMethod.GET)) {
            router.route(method, path).handler(by.body(MAX_BODY_BYTES));
        }
        router.route(method, path).handler(by.handler(endpoint, LokiFailures::reply));
    }

    /** Everything that no route answered. */
    void rest() {
        methods.forEach((path, allowed) -> {
            String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            router.route(path)
                    .handler(context -> context.response()
                            .setStatusCode(405)
                            .putHeader("Allow", names)
                            .putHeader("Content-Type", Reply.TEXT)
                            .end(context.request().method().equals(HttpMethod.HEAD) ? "" : "Method Not Allowed\n"));
        });
        for (String root : ROOTS) {
            router.route(root + "*")
                    .handler(others.handler(
                            exchange -> Reply.text(404, "not supported yet: " + exchange.requestPath() + "\n"),
                            LokiFailures::reply));
        }
    }
}
