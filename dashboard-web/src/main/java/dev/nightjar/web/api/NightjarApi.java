package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.probe.HeartbeatReader;
import dev.nightjar.model.probe.ProbeReader;
import dev.nightjar.model.sender.SenderReader;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.query.combined.CombinedQl;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Admission;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.loki.LogContext;
import dev.nightjar.web.loki.LogExport;
import dev.nightjar.web.loki.LogQueries;
import dev.nightjar.web.prometheus.CombinedAnswers;
import dev.nightjar.web.prometheus.Explanations;
import dev.nightjar.web.prometheus.MetricQueries;
import dev.nightjar.web.prometheus.SampleExport;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** {@code /nightjar/v1/*}: what the web interface shows and what people and programs do through it. */
public final class NightjarApi implements AutoCloseable {
    /**
     * What is shown; none of it is closed here.
     *
     * @param flush blocks until all is at rest
     */
    public record Sources(
            MetricQueries queries,
            CombinedQl combined,
            SeriesReader series,
            MetadataReader metadata,
            ExemplarReader exemplars,
            SeriesAdmin store,
            Logs logs,
            EventLog events,
            Postmortems postmortems,
            Lookouts lookouts,
            ActiveQueries active,
            SlowQueries slow,
            SenderReader senders,
            ScrapeProposals proposals,
            String version,
            Runnable flush) {}

    /** What looks after others from outside. */
    public record Lookouts(ProbeReader probes, HeartbeatReader heartbeats) {
        public static final Lookouts NONE = new Lookouts(ProbeReader.NONE, HeartbeatReader.NONE);
    }

    /** What is known of logs, and the language they are asked in. */
    public record Logs(LogReader reader, LogPatterns patterns, LogQueries queries, LogAdmin admin) {}

    private final ViewRoutes views;
    private final ResponseRoutes responses;
    private final DutyRoutes duty;
    private final OnCallRoutes onCall;
    private final BacktestRoutes backtests;
    private final AgentRoutes agents;
    private final LookoutRoutes lookouts;
    private final SenderReader senders;
    private final ProposalRoutes proposals;
    private final BudgetRoutes budgets;
    private final GateRoutes deployGate;
    private final RecordRoutes records;
    private final NoticeRoutes notices;
    private final StoreRoutes store;
    private final LogStoreRoutes logStore;
    private final RunningRoutes running;
    private final PatternRoutes patterns;
    private final TraceRoutes traces;
    private final SampleExport export;
    private final LogExport logExport;
    private final LogContext logContext;
    private final CombinedAnswers combined;
    private final LiveStream live;
    private final Runnable flush;
    private final String version;

    public NightjarApi(Sources sources, Alerting alerting, InstantSource clock) {
        this(sources, new AlertingAlarms(alerting, clock), clock);
    }

    NightjarApi(Sources sources, Alarms alarms, InstantSource clock) {
        MetricAnswers metrics = new MetricAnswers(sources.queries());
        ServiceCatalog catalog = new ServiceCatalog(sources.series(), metrics);
        Views shown = new Views(catalog, metrics, new Ranking(metrics), alarms, sources.postmortems());
        this.views = new ViewRoutes(shown, clock);
        this.responses = new ResponseRoutes(
                sources.postmortems(), incident -> shown.graphs(incident, Span.around(incident, clock)), clock);
        this.duty = new DutyRoutes(
                alarms, sources.postmortems(), new FirstLines(sources.logs().reader(), clock), shown, responses);
        this.onCall = new OnCallRoutes(alarms, clock);
        BudgetClaims claims = new BudgetClaims(alarms.budgets(), sources.postmortems(), clock);
        this.budgets = new BudgetRoutes(alarms, claims, sources.postmortems());
        this.deployGate = new GateRoutes(alarms.budgets(), claims);
        this.backtests = new BacktestRoutes(alarms, sources.postmortems(), clock);
        this.agents = new AgentRoutes(metrics, clock);
        this.lookouts = new LookoutRoutes(sources.lookouts(), alarms);
        this.senders = sources.senders();
        this.proposals = new ProposalRoutes(sources.proposals());
        this.records = new RecordRoutes(alarms.records(), clock);
        this.notices = new NoticeRoutes(alarms.notices(), clock);
        this.store = new StoreRoutes(sources.store(), sources.queries());
        this.logStore =
                new LogStoreRoutes(sources.logs().admin(), sources.logs().queries());
        this.running = new RunningRoutes(sources.active(), sources.slow(), new Explanations(sources.queries(), clock));
        this.patterns =
                new PatternRoutes(sources.logs().patterns(), sources.logs().queries(), clock);
        this.traces = new TraceRoutes(sources.logs().reader());
        this.export =
                new SampleExport(sources.queries(), sources.series(), sources.metadata(), sources.exemplars(), clock);
        this.logExport = new LogExport(sources.logs().queries(), clock);
        this.logContext =
                new LogContext(sources.logs().queries(), sources.logs().reader(), clock);
        this.combined = new CombinedAnswers(sources.combined(), sources.active(), clock);
        this.live = new LiveStream(sources.events());
        this.flush = sources.flush();
        this.version = sources.version();
    }

    /**
     * @param views bounds how many views are made at one time
     * @param queries bounds how many queries run at one time
     * @param others for what has to be answered also while the others queue
     * @return method and path of every route
     */
    public Set<String> mount(Router router, AccessGate gate, Dispatcher views, Dispatcher queries, Dispatcher others) {
        ApiRouter api = new ApiRouter(router, gate, views);
        api.begin();
        this.views.mount(api);
        responses.mount(api);
        duty.mount(api);
        onCall.mount(api);
        agents.mount(api);
        proposals.mount(api);
        lookouts.mount(api);
        api.get("senders", exchange -> Json.reply(SenderDocuments.Senders.of(senders)));
        budgets.mount(api);
        deployGate.mount(api);
        records.mount(api);
        notices.mount(api);
        store.mount(api);
        logStore.mount(api, api.by(others.within(exports())));
        running.mount(api.by(others), api.by(queries));
        backtests.mount(api.by(queries));
        patterns.mount(api.by(queries));
        traces.mount(api.by(queries));
        api.by(queries).get("export", export::reply);
        api.by(queries).get("logs/context", logContext::reply);
        api.by(others.within(exports())).get("logs/export", logExport::reply);
        api.by(queries).ask("query", combined::instant);
        api.by(queries).ask("query_range", combined::range);
        api.stream("events/stream", live::open);
        api.command("admin/flush", Need.OPERATE, exchange -> {
            flush.run();
            return Json.reply(Map.of("flushed", true));
        });
        api.get("openapi.json", exchange -> Json.reply(OpenApi.document(ApiCatalog.OPERATIONS, version)));
        api.rest();
        return api.mounted();
    }

    /** Exports take long: they have places of their own, so that no question waits for one. */
    private static Admission exports() {
        return new Admission(4, 16, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        live.close();
    }
}
