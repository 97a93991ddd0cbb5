package dev.nightjar.web;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.sender.SenderReader;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.combined.CombinedQl;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.SessionRoutes;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.SignOutElsewhere;
import dev.nightjar.web.access.TokenBook;
import dev.nightjar.web.access.TokenRoutes;
import dev.nightjar.web.alertmanager.AlertmanagerRoutes;
import dev.nightjar.web.api.NightjarApi;
import dev.nightjar.web.http.Admission;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.loki.LogQueries;
import dev.nightjar.web.loki.LogqlQueries;
import dev.nightjar.web.loki.LokiRoutes;
import dev.nightjar.web.prometheus.MetricQueries;
import dev.nightjar.web.prometheus.ProgramFacts;
import dev.nightjar.web.prometheus.PrometheusRoutes;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.prometheus.RuleSource;
import dev.nightjar.web.signin.SignInChoices;
import dev.nightjar.web.signin.SignInRoutes;
import dev.nightjar.web.site.SiteRoutes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The whole HTTP face but for taking telemetry in. It answers every path in the end (the web interface's views), so it
 * is mounted after everything else.
 */
public final class WebRoutes implements AutoCloseable {
    /**
     * What the face shows; none of it is closed with it.
     *
     * @param flush brings everything stored to its resting form; blocks until that is done
     * @param reload reads the definitions anew and says what is wrong with them; nothing is: they are in force
     */
    public record Sources(
            Metrics metrics,
            Logs logs,
            EventLog events,
            Alerting alerting,
            Postmortems postmortems,
            TargetReader targets,
            NightjarApi.Lookouts lookouts,
            SenderReader senders,
            ScrapeProposals proposals,
            ProgramFacts program,
            Queries queries,
            Runnable flush,
            Supplier<List<String>> reload) {}

    /** What is known of logs. */
    public record Logs(LogReader reader, LogTail tail, LogPatterns patterns, LogAdmin admin) {}

    /** What runs, and what took long. */
    public record Queries(ActiveQueries active, SlowQueries slow) {}

    /** What is known of metrics. */
    public record Metrics(
            PromQl promQl, SeriesReader series, ExemplarReader exemplars, MetadataReader metadata, SeriesAdmin admin) {}

    /**
     * Who may.
     *
     * @param trust who may ask, report changes and flush without signing in
     * @param origins other sites whose pages may ask
     * @param provider by which people sign in; empty: there is none. Not closed with the face
     * @param personalTokens whether people may sign in by tokens of their own
     */
    public record Access(
            Sessions sessions,
            TokenBook tokens,
            AccessGate.Trust trust,
            Origins origins,
            Optional<SignInRoutes> provider,
            boolean personalTokens) {}

    private final Sources sources;
    private final Access access;
    private final InstantSource clock;
    private final AccessGate gate;
    private final Executor workers;
    private final MetricQueries metrics;
    private final NightjarApi api;
    private final LokiRoutes loki;

    /** {@code workers} start a virtual thread for each task. */
    public WebRoutes(Sources sources, Access access, InstantSource clock, Executor workers) {
        this.sources = sources;
        this.access = access;
        this.clock = clock;
        this.gate = new AccessGate(
                access.sessions(), access.tokens(), access.trust(), access.origins(), access.personalTokens());
        this.workers = workers;
        this.metrics =
                new PromqlQueries(sources.metrics().promQl(), sources.queries().active());
        LogQueries logQueries = new LogqlQueries(
                sources.logs().reader(),
                QueryLimits.DEFAULTS,
                clock,
                sources.queries().active(),
                System::nanoTime);
        this.loki = new LokiRoutes(
                new LokiRoutes.Sources(
                        logQueries,
                        sources.logs().reader(),
                        sources.logs().tail(),
                        sources.logs().patterns(),
                        sources.logs().admin(),
                        sources.program(),
                        QueryLimits.DEFAULTS,
                        sources.flush()),
                clock);
        this.api = new NightjarApi(
                new NightjarApi.Sources(
                        metrics,
                        new CombinedQl(
                                sources.metrics().promQl(),
                                new LogQl(sources.logs().reader(), QueryLimits.DEFAULTS, clock),
                                clock),
                        sources.metrics().series(),
                        sources.metrics().metadata(),
                        sources.metrics().exemplars(),
                        sources.metrics().admin(),
                        new NightjarApi.Logs(
                                sources.logs().reader(),
                                sources.logs().patterns(),
                                logQueries,
                                sources.logs().admin()),
                        sources.events(),
                        sources.postmortems(),
                        sources.lookouts(),
                        sources.queries().active(),
                        sources.queries().slow(),
                        sources.senders(),
                        sources.proposals(),
                        sources.program().version(),
                        sources.flush()),
                sources.alerting(),
                clock);
    }

    /**
     * What every request passes first, whoever answers it. False, with the refusal sent, where a foreign name or another
     * site is behind it.
     */
    public boolean admits(HttpServerRequest request) {
        return gate.admits(request);
    }

    /** Passes those who may read; for what others mount. */
    public Handler<RoutingContext> readers() {
        return gate.require(AccessGate.Need.QUERY);
    }

    /** Headers that every answer gets; to be mounted before everything else. */
    public static void protect(Router router) {
        router.route().handler(SiteRoutes::protect);
    }

    public void mount(Router router) {
        Dispatcher dispatcher = new Dispatcher(workers);
        Dispatcher queries =
                dispatcher.within(Admission.forQueries(Runtime.getRuntime().availableProcessors()));
        Dispatcher views =
                dispatcher.within(Admission.forQueries(Runtime.getRuntime().availableProcessors()));
        new PrometheusRoutes(
                        new PrometheusRoutes.Sources(
                                metrics,
                                sources.metrics().series(),
                                sources.metrics().exemplars(),
                                sources.metrics().metadata(),
                                sources.metrics().admin(),
                                rules(),
                                sources.targets(),
                                sources.program()),
                        clock)
                .mount(router, gate, queries, dispatcher);
        new AlertmanagerRoutes(
                        sources.alerting().notifications(), sources.program().version(), clock.instant(), clock)
                .mount(router, gate, dispatcher);
        loki.mount(router, gate, queries, dispatcher, workers);
        new ReloadRoutes(sources.reload()).mount(router, gate, dispatcher);
        SignOutElsewhere elsewhere =
                access.provider().<SignOutElsewhere>map(provider -> provider).orElse(SignOutElsewhere.NONE);
        new SessionRoutes(access.sessions(), gate, dispatcher, elsewhere).mount(router);
        new SignInChoices(access.provider(), access.personalTokens()).mount(router, dispatcher);
        access.provider().ifPresent(provider -> provider.mount(router, gate, dispatcher));
        new TokenRoutes(access.tokens(), gate, dispatcher).mount(router);
        api.mount(router, gate, views, queries, dispatcher);
        new SiteRoutes(WebRoutes.class.getClassLoader(), workers).mount(router);
    }

    private RuleSource rules() {
        return new RuleSource() {
            @Override
            public List<GroupView> groups() {
                return sources.alerting().groups();
            }

            @Override
            public List<AlertView> alerts() {
                return sources.alerting().alerts();
            }
        };
    }

    @Override
    public void close() {
        loki.close();
        api.close();
    }
}
