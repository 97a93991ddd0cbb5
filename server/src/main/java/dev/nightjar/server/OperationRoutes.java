package dev.nightjar.server;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What those who operate Nightjar ask for: whether it lives, whether it is well, and its numbers. */
final class OperationRoutes {
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

    /** @param readers passes those who may read what the server says of itself */
    void mount(Router router, Handler<RoutingContext> readers) {
        router.get("/-/healthy").handler(context -> text(context, 200, "Nightjar is alive.\n"));
        router.get("/-/ready").handler(context -> {
            List<String> found = problems.get();
            if (found.isEmpty()) {
                List<String> words = new ArrayList<>(List.of("Nightjar is ready."));
                words.addAll(complaints.get());
                text(context, 200, String.join("\n", words) + "\n");
            } else {
                text(context, 503, String.join("\n", found) + "\n");
            }
        });
        router.get("/metrics").handler(readers).handler(context -> {
            context.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            context.end(metrics.get());
        });
    }

    private static void text(RoutingContext context, int status, String text) {
        context.response().setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8");
        context.end(text);
    }
}
