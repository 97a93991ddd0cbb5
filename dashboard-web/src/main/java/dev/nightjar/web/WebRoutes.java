package dev.nightjar.web;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.SessionRoutes;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.api.NightjarApi;
import dev.nightjar.web.http.Admission;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.loki.LogqlQueries;
import dev.nightjar.web.loki.LokiRoutes;
import dev.nightjar.web.prometheus.MetricQueries;
import dev.nightjar.web.prometheus.PrometheusRoutes;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.site.SiteRoutes;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * The whole HTTP face but for taking telemetry in. It answers every path in the end (the web interface's views), so it
 * is mounted after everything else.
 */
public final class WebRoutes implements AutoCloseable {
    /**
     * What the face shows; none of it is closed with it.
     *
     * @param flush brings everything stored to its resting form; blocks until that is done
     */
    public record Sources(
            PromQl promQl,
            LogQl logQl,
            SeriesReader series,
            LogReader logs,
            EventLog events,
            Alerting alerting,
            Postmortems postmortems,
            Runnable flush) {}

    /**
     * Who may.
     *
     * @param trust who may ask, report changes and flush without signing in
     */
    public record Access(Sessions sessions, ApiTokens tokens, AccessGate.Trust trust) {}

    private final Sources sources;
    private final Access access;
    private final InstantSource clock;
    private final String version;
    private final Executor workers;
    private final MetricQueries metrics;
    private final NightjarApi api;

    /**
     * @param version of the program, for clients that ask
     * @param workers start a virtual thread for each task
     */
    public WebRoutes(Sources sources, Access access, InstantSource clock, String version, Executor workers) {
        this.sources = sources;
        this.access = access;
        this.clock = clock;
        this.version = version;
        this.workers = workers;
        this.metrics = new PromqlQueries(sources.promQl());
        this.api = new NightjarApi(
                metrics,
                sources.series(),
                sources.logs(),
                sources.events(),
                sources.alerting(),
                sources.postmortems(),
                sources.flush(),
                clock);
    }

    public void mount(Router router) {
        AccessGate gate = new AccessGate(access.sessions(), access.tokens(), access.trust());
        Dispatcher dispatcher = new Dispatcher(workers);
        router.route().handler(SiteRoutes::protect);
        Dispatcher queries =
                dispatcher.within(Admission.forQueries(Runtime.getRuntime().availableProcessors()));
        Dispatcher views =
                dispatcher.within(Admission.forQueries(Runtime.getRuntime().availableProcessors()));
        new PrometheusRoutes(metrics, sources.series(), api.rules(), clock, version, gate, queries).mount(router);
        new LokiRoutes(
                        new LogqlQueries(sources.logQl(), System::nanoTime),
                        sources.logs(),
                        clock,
                        version,
                        gate,
                        queries)
                .mount(router);
        new SessionRoutes(access.sessions(), gate, dispatcher).mount(router);
        api.mount(router, gate, views);
        new SiteRoutes(WebRoutes.class.getClassLoader(), workers).mount(router);
    }

    @Override
    public void close() {
        api.close();
    }
}
