package dev.nightjar.web.loki;

import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogTail;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.Dispatcher;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** {@code /loki/api/v1/*}: the parts of Loki's HTTP API that ask. */
public final class LokiRoutes implements AutoCloseable {
    /**
     * What is asked.
     *
     * @param version of Nightjar
     * @param limits of one query
     */
    public record Sources(
            LogQueries queries,
            LogReader logs,
            LogTail tail,
            LogPatterns patterns,
            LogAdmin admin,
            String version,
            QueryLimits limits) {}

    private final Sources sources;
    private final InstantSource clock;
    private final Tails tails;

    public LokiRoutes(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
        this.tails = new Tails(sources.tail(), clock);
    }

    /**
     * @param queries bounds how many questions work at one time
     * @param others for what is cheap
     * @param workers start a virtual thread for each task
     */
    public void mount(Router router, AccessGate gate, Dispatcher queries, Dispatcher others, Executor workers) {
        router.get("/ready").handler(context -> context.response().end("ready\n"));
        LokiRouter routes = new LokiRouter(router, gate, queries, others);
        routes.begin();
        new QueryRoutes(sources.queries(), clock).mount(routes);
        new StreamRoutes(sources.queries(), sources.logs(), clock).mount(routes);
        new IndexRoutes(sources.queries(), sources.logs(), clock).mount(routes);
        new DetectedRoutes(sources.queries(), sources.logs(), clock).mount(routes);
        new TailRoutes(sources.queries(), tails, clock, workers).mount(routes);
        new PatternRoutes(sources.queries(), sources.patterns(), clock).mount(routes);
        new DeleteRoutes(sources.admin(), clock).mount(routes);
        new StatusRoutes(sources.version(), sources.limits()).mount(routes);
        routes.rest();
    }

    @Override
    public void close() {
        tails.close();
    }
}
