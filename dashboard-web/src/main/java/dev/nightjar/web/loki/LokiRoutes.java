package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeSet;

/** {@code /loki/api/v1/*}: the parts of Loki's HTTP API that ask. */
public final class LokiRoutes {
    private static final String ROOT = "/loki/api/v1/";
    private static final int MAX_BODY_BYTES = 10 << 20;

    private final LogQueries queries;
    private final LogReader logs;
    private final InstantSource clock;
    private final String version;
    private final AccessGate gate;
    private final Dispatcher dispatcher;

    public LokiRoutes(
            LogQueries queries,
            LogReader logs,
            InstantSource clock,
            String version,
            AccessGate gate,
            Dispatcher dispatcher) {
        this.queries = queries;
        this.logs = logs;
        this.clock = clock;
        this.version = version;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    public void mount(Router router) {
        router.route(ROOT + "*").failureHandler(Dispatcher.unreadable(LokiRoutes::failure));
        getAndPost(router, ROOT + "query_range", this::queryRange);
        getAndPost(router, ROOT + "query", this::query);
        getAndPost(router, ROOT + "labels", this::labelNames);
        getAndPost(router, ROOT + "label", this::labelNames);
        getAndPost(router, ROOT + "series", this::series);
        get(router, ROOT + "label/:name/values", this::labelValues);
        get(router, ROOT + "status/buildinfo", exchange -> Json.reply(Map.of("version", version, "revision", "")));
        router.get("/ready").handler(context -> context.response().end("ready\n"));
        router.route(ROOT + "*")
                .handler(dispatcher.handler(
                        exchange -> Reply.text(404, "not supported yet: " + exchange.requestPath() + "\n"),
                        LokiRoutes::failure));
    }

    private void get(Router router, String path, Dispatcher.Endpoint endpoint) {
        router.get(path).handler(gate.require(AccessGate.Need.QUERY));
        router.get(path).handler(dispatcher.handler(endpoint, LokiRoutes::failure));
    }

    private void getAndPost(Router router, String path, Dispatcher.Endpoint endpoint) {
        get(router, path, endpoint);
        router.post(path).handler(gate.require(AccessGate.Need.QUERY));
        router.post(path)
                .handler(BodyHandler.create(false).setHandleFileUploads(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(dispatcher.handler(endpoint, LokiRoutes::failure));
    }

    private Reply queryRange(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        return LokiJson.reply(queries.range(parameters.question(), parameters.asking()));
    }

    private Reply query(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        return LokiJson.reply(queries.instant(parameters.query(), parameters.time(), parameters.asking()));
    }

    private Reply labelNames(Exchange exchange) {
        TreeSet<String> names = new TreeSet<>();
        for (LogSelection selection : new LokiParameters(exchange, clock).selections(queries)) {
            for (Labels labels : logs.streams(selection)) {
                for (Label label : labels) {
                    names.add(label.name());
                }
            }
        }
        return LokiJson.success(names);
    }

    private Reply labelValues(Exchange exchange) {
        String name = exchange.path("name");
        TreeSet<String> values = new TreeSet<>();
        for (LogSelection selection : new LokiParameters(exchange, clock).selections(queries)) {
            for (Labels labels : logs.streams(selection)) {
                if (labels.has(name)) {
                    values.add(labels.get(name));
                }
            }
        }
        return LokiJson.success(values);
    }

    private Reply series(Exchange exchange) {
        TreeSet<Labels> found = new TreeSet<>();
        for (LogSelection selection : new LokiParameters(exchange, clock).selections(queries)) {
            found.addAll(logs.streams(selection));
        }
        return LokiJson.success(found.stream().map(Labels::toMap).toList());
    }

    private static Reply failure(Exception failure) {
        return switch (failure) {
            case QueryException e ->
                Reply.text(
                        switch (e.kind()) {
                            case BAD_DATA, EXECUTION -> 400;
                            case TIMEOUT -> 504;
                            case CANCELED -> 499;
                        },
                        e.getMessage() + "\n");
            case HttpProblem e -> {
                Reply reply =
                        Reply.text(e.status(), e.error() + (e.where() == null ? "" : " (" + e.where() + ")") + "\n");
                yield e.retryAfterSeconds() == 0
                        ? reply
                        : reply.withHeader("Retry-After", Integer.toString(e.retryAfterSeconds()));
            }
            case IllegalArgumentException e -> Reply.text(400, e.getMessage() + "\n");
            default -> Reply.text(500, Problems.INTERNAL + "\n");
        };
    }
}
