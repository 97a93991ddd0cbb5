package dev.nightjar.web.api;

import dev.nightjar.postmortems.RefusedException;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.User;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Mounts routes under {@code /nightjar/v1/}: who may, a JSON body for each POST, problems as documents. */
final class ApiRouter {
    private static final String ROOT = "/nightjar/v1/";
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Router router;
    private final AccessGate gate;
    private final Dispatcher dispatcher;
    private final Set<String> mounted;

    ApiRouter(Router router, AccessGate gate, Dispatcher dispatcher) {
        this(router, gate, dispatcher, new TreeSet<>());
    }

    private ApiRouter(Router router, AccessGate gate, Dispatcher dispatcher, Set<String> mounted) {
        this.router = router;
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.mounted = mounted;
    }

    /** The same router, with another bound of what works at one time. */
    ApiRouter by(Dispatcher other) {
        return new ApiRouter(router, gate, other, mounted);
    }

    /** Method and path of every route so far: {@code GET pages/:id}. */
    Set<String> mounted() {
        return mounted;
    }

    void get(String path, Dispatcher.Endpoint endpoint) {
        get(path, Need.QUERY, endpoint);
    }

    void get(String path, Need need, Dispatcher.Endpoint endpoint) {
        mounted.add("GET " + path);
        router.get(ROOT + path).handler(gate.require(need));
        router.get(ROOT + path).handler(dispatcher.handler(endpoint, ApiRouter::failure));
    }

    /** Questions whose parameters stand in the address or in a form. */
    void ask(String path, Dispatcher.Endpoint endpoint) {
        get(path, endpoint);
        post(path, Need.QUERY, endpoint);
    }

    /** The body has to be JSON also where nothing of it is needed: that keeps other sites' forms out. */
    void post(String path, Need need, Dispatcher.Endpoint endpoint) {
        mounted.add("POST " + path);
        router.post(ROOT + path).handler(gate.require(need));
        router.post(ROOT + path)
                .handler(dispatcher.body(MAX_BODY_BYTES))
                .handler(dispatcher.handler(endpoint, ApiRouter::failure));
    }

    /** For what programs without a body ask for. */
    void command(String path, Need need, Dispatcher.Endpoint endpoint) {
        mounted.add("POST " + path);
        router.post(ROOT + path).handler(gate.require(need));
        router.post(ROOT + path).handler(dispatcher.handler(endpoint, ApiRouter::failure));
    }

    /** An answer that stays open. */
    void stream(String path, Consumer<RoutingContext> open) {
        mounted.add("GET " + path);
        router.get(ROOT + path).handler(gate.require(Need.QUERY));
        router.get(ROOT + path).handler(open::accept);
    }

    /** What bodies that cannot be read are told. */
    void begin() {
        router.route(ROOT + "*").failureHandler(Dispatcher.unreadable(ApiRouter::failure));
    }

    /** Everything that no route answered. */
    void rest() {
        router.route(ROOT + "*")
                .handler(dispatcher.handler(
                        exchange -> {
                            throw HttpProblem.notFound(
                                    "there is nothing at this path of the API",
                                    "GET /nightjar/v1/openapi.json says what there is");
                        },
                        ApiRouter::failure));
    }

    /** Who is acting; a POST without a body is no JSON and is refused here. */
    static String user(Exchange exchange) {
        Json.body(exchange);
        return exchange.kept(User.class).map(User::name).orElse("somebody local");
    }

    private static Reply failure(Exception failure) {
        if (failure instanceof RefusedException refused) {
            int status = switch (refused.reason()) {
                case UNKNOWN -> 404;
                case CONFLICT -> 409;
                case INVALID -> 400;
            };
            return Problems.reply(new HttpProblem(status, String.valueOf(refused.getMessage()), null, null));
        }
        return Problems.reply(failure);
    }
}
