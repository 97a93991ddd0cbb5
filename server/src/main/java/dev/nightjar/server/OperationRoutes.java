package dev.nightjar.server;

import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What those who operate Nightjar ask for: whether it lives, whether it is well, and its numbers. */
final class OperationRoutes {
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<List<String>> problems;
    private final Supplier<List<String>> complaints;
    private final Supplier<String> metrics;

    /**
     * @param problems of all parts; empty when all is well
     * @param complaints what is not as it should be, though everything works
     * @param metrics in Prometheus' text format
     */
    OperationRoutes(Supplier<List<String>> problems, Supplier<List<String>> complaints, Supplier<String> metrics) {
        this.problems = problems;
        this.complaints = complaints;
        this.metrics = metrics;
    }

    /**
     * @param readers passes those who may read what the server says of itself
     * @param dispatcher takes what may wait for a store off the event loop
     */
    void mount(Router router, Handler<RoutingContext> readers, Dispatcher dispatcher) {
        router.get("/-/healthy").handler(context -> {
            context.response().putHeader("Content-Type", Reply.TEXT);
            context.end("Nightjar is alive.\n");
        });
        router.get("/-/ready").handler(dispatcher.handler(exchange -> ready(), Problems::reply));
        router.get("/metrics").handler(readers);
        router.get("/metrics")
                .handler(dispatcher.handler(exchange -> Reply.text(200, EXPOSITION, metrics.get()), Problems::reply));
    }

    private Reply ready() {
        List<String> found = problems.get();
        if (!found.isEmpty()) {
            return Reply.text(503, String.join("\n", found) + "\n");
        }
        List<String> words = new ArrayList<>(List.of("Nightjar is ready."));
        words.addAll(complaints.get());
        return Reply.text(200, String.join("\n", words) + "\n");
    }
}
