package dev.nightjar.web.loki;

import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogTail;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.prometheus.ProgramFacts;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** {@code /loki/api/v1/*}, {@code /api/prom/*} and what Loki has at its root: all of its HTTP API but pushing. */
public final class LokiRoutes implements AutoCloseable {
    /**
     * What is asked.
     *
     * @param limits of one query
     * @param flush brings everything stored to its resting form; blocks until that is done
     */
    public record Sources(
            LogQueries queries,
            LogReader logs,
            LogTail tail,
            LogPatterns patterns,
            LogAdmin admin,
            ProgramFacts program,
            QueryLimits limits,
            Runnable flush) {}

    private final Sources sources;
    private final InstantSource clock;
    private final Tails tails;

    public LokiRoutes(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
        this.tails = new Tails(sources.tail(), sources.logs(), clock);
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
        StreamRoutes streams = new StreamRoutes(sources.queries(), sources.logs(), clock);
        streams.mount(routes);
        new OldRoutes(sources.queries(), streams, clock).mount(routes);
        new IndexRoutes(sources.queries(), sources.logs(), clock).mount(routes);
        new DetectedRoutes(sources.queries(), sources.logs(), clock).mount(routes);
        new TailRoutes(sources.queries(), tails, clock, workers).mount(routes);
        new PatternRoutes(sources.queries(), sources.patterns(), clock).mount(routes);
        new DeleteRoutes(sources.admin(), clock).mount(routes);
        new StatusRoutes(sources.program().version(), sources.limits()).mount(routes);
        new OperatorRoutes(sources.program(), sources.flush()).mount(routes);
        routes.rest();
    }

    @Override
    public void close() {
        tails.close();
    }
}
