package dev.nightjar.server;

import dev.nightjar.agent.Agent;
import dev.nightjar.agent.AgentConfig;
import dev.nightjar.agent.discovery.MetricsProbe;
import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.alerting.PreparedAlerting;
import dev.nightjar.alerting.ReloadResult;
import dev.nightjar.alerting.paging.EmailSettings;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problem;
import dev.nightjar.ingest.Authorizer;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.IngestRoutes;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.ingest.scrape.Scraping;
import dev.nightjar.journal.Journal;
import dev.nightjar.journal.JournalException;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.logindex.LogIndexException;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.event.Replay;
import dev.nightjar.model.redact.RedactingSink;
import dev.nightjar.model.redact.Redaction;
import dev.nightjar.postmortems.LogView;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.PostmortemsConfig;
import dev.nightjar.query.deviation.DeviationAnalysis;
import dev.nightjar.query.deviation.RangeQuery;
import dev.nightjar.query.deviation.Signals;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.SecondReaders;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.query.running.SlowQuery;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.config.SignInReader;
import dev.nightjar.server.wiring.FileWatch;
import dev.nightjar.server.wiring.HostProposals;
import dev.nightjar.server.wiring.IncidentGraphs;
import dev.nightjar.server.wiring.LogBursts;
import dev.nightjar.server.wiring.Lookouts;
import dev.nightjar.server.wiring.PromQlRange;
import dev.nightjar.server.wiring.QueryExpressions;
import dev.nightjar.server.wiring.ScrapeWatch;
import dev.nightjar.server.wiring.Senders;
import dev.nightjar.server.wiring.ServiceEvidence;
import dev.nightjar.server.wiring.SloImpact;
import dev.nightjar.tsdb.Tsdb;
import dev.nightjar.tsdb.TsdbException;
import dev.nightjar.web.WebRoutes;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.EndedSessions;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.TokenBook;
import dev.nightjar.web.access.User;
import dev.nightjar.web.api.NightjarApi;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.prometheus.ReloadState;
import dev.nightjar.web.signin.AccountBook;
import dev.nightjar.web.signin.OidcSettings;
import dev.nightjar.web.signin.SignInException;
import dev.nightjar.web.signin.SignInRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the house together: stores, engines, views, faces, in the order in which they need each other. */
final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final int SLOW_QUERIES_KEPT = 100;

    private final CloseStack parts;
    private final Journal journal;
    private final Tsdb tsdb;
    private final LogIndex logs;
    private final Alerting alerting;
    private final FileWatch definitions;
    private final Postmortems postmortems;
    private final SelfMetrics metrics;
    private final IngestRoutes ingest;
    private final SenderAccess senderAccess;
    private final WebRoutes web;
    private final Router router;
    private final Supplier<Agent> agent;
    private final ScrapeWatch scrapes;
    private final Senders senders;
    private final Lookouts lookouts;
    private final boolean watchesHost;
    private final String oneTimeToken;

    /**
     * Opens everything but {@code stores}, which stay the caller's, or nothing; {@link #start} sets it going.
     *
     * @param here where the agent within reaches it
     */
    static Wiring open(
            NightjarConfig config,
            URI here,
            DataDirectory data,
            Stores stores,
            Vertx vertx,
            InstantSource clock,
            RandomGenerator random)
            throws StartException, ConfigurationException {
        CloseStack parts = new CloseStack();
        try {
            return new Wiring(parts, config, here, data, stores, vertx, clock, random);
        } catch (InvalidDefinitionsException e) {
            parts.close();
            throw new ConfigurationException(e.problems().stream()
                    .map(problem -> config.definitions() + "/" + problem)
                    .toList());
        } catch (IOException | LogIndexException | TsdbException | JournalException e) {
            parts.close();
            throw new StartException("cannot open what is stored in " + data + ": " + e.getMessage());
        } catch (StartException | ConfigurationException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private Wiring(
            CloseStack parts,
            NightjarConfig config,
            URI here,
            DataDirectory data,
            Stores stores,
            Vertx vertx,
            InstantSource clock,
            RandomGenerator random)
            throws IOException, StartException, ConfigurationException {
        this.parts = parts;
        ExecutorService workers = parts.opened(Executors.newVirtualThreadPerTaskExecutor());

        // stores
        journal = stores.journal();
        tsdb = stores.tsdb();
        logs = stores.logs();
        Redaction redaction = new Redaction(config.redaction().rules());

        // languages
        SecondReaders secondReaders =
                new SecondReaders(workers, Runtime.getRuntime().availableProcessors() - 1);
        PromQl promQl = new PromQl(tsdb, secondReaders, clock);
        RangeQuery ranges = new PromQlRange(promQl);
        DeviationAnalysis deviations = new DeviationAnalysis(ranges, Signals.STANDARD);

        // what was: the journal is read once for every view of it
        String baseUrl = config.baseUrl().isEmpty() ? config.url() : config.baseUrl();
        PreparedAlerting prepared = Alerting.prepare(
                AlertingConfig.DEFAULTS
                        .withDefinitions(config.definitions())
                        .withBaseUrl(baseUrl)
                        .withEmail(email(config.email())),
                journal,
                new QueryExpressions(tsdb, logs, clock),
                tsdb,
                clock,
                random);
        LogView incidents = new LogView();
        TokenBook tokens = TokenBook.unread(journal, clock, random, workers);
        EndedSessions ended = EndedSessions.unread(journal, clock);
        AccountBook accounts = AccountBook.unread(journal, clock, ended);
        Replay.after(0, journal, List.of(prepared, incidents, tokens, accounts, ended));

        // what acts by itself
        alerting = parts.opened(prepared.open());
        definitions =
                parts.opened(new FileWatch(config.definitions(), () -> texts(redefine(config.definitions())), clock));
        postmortems = parts.opened(Postmortems.open(
                journal,
                incidents,
                new ServiceEvidence(deviations, new LogBursts(logs)),
                new SloImpact(alerting::slos, ranges),
                new IncidentGraphs(ranges),
                clock,
                PostmortemsConfig.DEFAULTS));

        // faces
        AccessGate.Trust trust = trust(config);
        senderAccess = new SenderAccess(trust, tokens, random);
        IngestCounters counters = new IngestCounters(clock);
        metrics = parts.opened(new SelfMetrics());
        OwnMeters.describe(metrics, tsdb, logs, journal, alerting, definitions, redaction, counters);
        Scraping scraping = parts.opened(
                new Scraping(vertx, tsdb, counters, clock, System::nanoTime, workers, ProgramDescription.hostName()));
        scrapes = parts.opened(new ScrapeWatch(config.scrape(), scraping, clock));
        lookouts = parts.opened(new Lookouts(
                ProbeFiles.read(config.definitions()),
                vertx,
                tsdb,
                alerting,
                counters,
                clock,
                random,
                workers,
                ProgramDescription.hostName()));
        byte[] key = Secret.readOrCreate(data.module("session.key"), random);
        Sessions sessions =
                new Sessions(key, clock, random, config.signIn().oidc().issuer(), ended);
        Optional<OidcSettings> oidc = SignInReader.read(config);
        Optional<SignInRoutes> provider =
                oidc.map(settings -> parts.opened(new SignInRoutes(settings, accounts, sessions, key, clock, random)));
        provider.ifPresent(issuer -> workers.execute(() -> ask(issuer)));
        oneTimeToken = sessions.issueSignIn(new User("admin", User.Role.ADMIN));
        MetricsProbe probe = parts.opened(new MetricsProbe());
        SlowQueries slow = new SlowQueries(config.queries().slowAfter(), SLOW_QUERIES_KEPT, Wiring::logSlow);
        web = parts.opened(new WebRoutes(
                new WebRoutes.Sources(
                        new WebRoutes.Metrics(promQl, tsdb, tsdb, tsdb, tsdb.admin()),
                        new WebRoutes.Logs(logs, logs, logs, logs.admin()),
                        journal,
                        alerting,
                        postmortems,
                        scraping,
                        new NightjarApi.Lookouts(lookouts.probes(), lookouts.heartbeats()),
                        counters,
                        new HostProposals(
                                config.scrape().file(),
                                scraping,
                                scrapes::reload,
                                Path.of("/proc"),
                                ProgramDescription.hostName(),
                                probe::answers,
                                clock),
                        ProgramDescription.of(
                                config,
                                scrapes::text,
                                scrapes::externalLabels,
                                this::reloadState,
                                () -> OwnFamilies.of(metrics.expose()),
                                this::parts,
                                clock),
                        new WebRoutes.Queries(new ActiveQueries(clock, slow), slow),
                        this::flush,
                        this::reload),
                new WebRoutes.Access(
                        sessions,
                        tokens,
                        trust,
                        Origins.matching(config.web().corsOrigin()),
                        provider,
                        !config.signIn().oidc().only()),
                clock,
                workers));
        router = Router.router(vertx);
        WebRoutes.protect(router);
        new OperationRoutes(this::problems, this::complaints, metrics::expose)
                .mount(router, web.readers(), new Dispatcher(workers));
        IngestLimits limits = IngestLimits.DEFAULTS.withLines(
                config.logs().maxLineBytes(), config.logs().maxLabels());
        LogSink lines = config.redaction().rules().isEmpty() ? logs : new RedactingSink(redaction, logs);
        Senders senders =
                new Senders(vertx, tsdb, lines, limits, config, config.ports().readTls(), clock, counters, workers);
        Map<String, IngestProtocol> protocols = new HashMap<>(senders.protocols());
        protocols.putAll(lookouts.protocols());
        ingest = new IngestRoutes(vertx, tsdb, lines, limits, senderAccess, counters, workers, protocols);
        this.senders = parts.opened(senders);
        web.mount(router);

        watchesHost = config.agent().enabled();
        AgentConfig agentConfig = AgentConfig.of(here, data.module("agent"))
                .withToken(senderAccess.ownToken())
                .withVersion(Version.TEXT)
                .withInterval(config.agent().interval())
                .withLogs(config.agent().logs());
        agent = () -> new Agent(agentConfig, clock, random);
    }

    private static AccessGate.Trust trust(NightjarConfig config) {
        boolean otlpIsLoopback = config.otlp().addresses().stream().allMatch(ListenAddress::isLoopback);
        if (config.listen().isLoopback()
                && !SignInReader.isBehindProxy(config)
                && (otlpIsLoopback || config.insecure())) {
            return AccessGate.Trust.THIS_MACHINE;
        }
        return config.insecure() ? AccessGate.Trust.NETWORK : AccessGate.Trust.NOBODY;
    }

    /** A start does without the issuer: it is asked again when somebody signs in. */
    private static void ask(SignInRoutes issuer) {
        try {
            issuer.ask();
        } catch (SignInException e) {
            LOG.warn("people cannot sign in by {} for now: {} ({})", issuer.name(), e.error(), e.where());
        }
    }

    private static void logSlow(SlowQuery query) {
        LOG.warn(
                "slow query: {} ms, {} samples, {} by {}{}: {}",
                query.took().toMillis(),
                query.samples(),
                query.asked().language(),
                query.asked().by(),
                query.failure().map(why -> ", failed: " + why).orElse(""),
                query.asked().text());
    }

    private static EmailSettings email(NightjarConfig.Email email) {
        return new EmailSettings(email.host(), email.port(), email.from(), email.user(), email.password());
    }

    /** Tells of who is connected among this process' own metrics. */
    void watch(ClientConnections connections) {
        connections.describe(metrics);
    }

    /** Opens the ports of what comes without HTTP. Whoever is told that this is ready may send there. */
    void listen() throws StartException {
        try {
            senders.start();
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    /** Begins to evaluate, to page, to follow incidents, and to watch this host. The listener must answer by now. */
    void start() {
        postmortems.start();
        lookouts.start();
        alerting.start();
        scrapes.start();
        definitions.start();
        if (watchesHost) {
            try {
                parts.opened(agent.get()).start();
            } catch (IOException e) {
                LOG.warn("this host is not watched: {}", e.getMessage());
            }
        }
    }

    /** Brings everything stored to its resting form. */
    void flush() {
        try {
            tsdb.flush();
            logs.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the log index could not be flushed", e);
        }
    }

    /**
     * Reads what people define anew: the definition folder and the file of what is scraped, each whole or not at all.
     * Says what is wrong with them; empty when all of it is in force.
     */
    List<String> reload() {
        List<String> problems = new ArrayList<>();
        problems.addAll(definitions.reload());
        problems.addAll(scrapes.reload());
        senders.renewCertificates();
        return problems;
    }

    /** Brings all of the definition folder into force or, saying what is wrong with it, nothing. */
    private List<Problem> redefine(Path folder) {
        ProbeSettings probed;
        try {
            probed = ProbeFiles.read(folder);
        } catch (InvalidDefinitionsException e) {
            List<Problem> problems = new ArrayList<>(e.problems());
            problems.addAll(alerting.check());
            return problems;
        }
        return switch (alerting.reload()) {
            case ReloadResult.Applied applied -> {
                lookouts.use(probed);
                yield List.of();
            }
            case ReloadResult.Refused refused -> refused.problems();
        };
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private ReloadState reloadState() {
        return Stream.concat(Stream.of(definitions.state()), scrapes.state().stream())
                .map(state -> new ReloadState(
                        state.since(),
                        state.problems().isEmpty()
                                ? List.of()
                                : List.of(new ReloadState.Refusal(state.found(), state.problems()))))
                .reduce(ReloadState::and)
                .orElseThrow();
    }

    /** What runs, in the order in which it was started, and whether it is well. */
    private Map<String, Boolean> parts() {
        Map<String, Boolean> running = new LinkedHashMap<>();
        running.put("journal", journal.check().isEmpty());
        running.put("tsdb", tsdb.check().isEmpty());
        running.put("log-index", logs.check().isEmpty());
        running.put("alerting", true);
        running.put("postmortems", true);
        running.put("ingest", true);
        if (watchesHost) {
            running.put("agent", true);
        }
        return running;
    }

    /** What is wrong with the stores; empty when all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(logs.check());
        tsdb.check().ifPresent(problems::add);
        journal.check().ifPresent(problems::add);
        return problems;
    }

    /** What is not as it should be though everything works. */
    private List<String> complaints() {
        return Stream.concat(
                        tsdb.pace().complaint().map("metrics: "::concat).stream(),
                        logs.pace().complaint().map("logs: "::concat).stream())
                .toList();
    }

    /** Answers a request: what is sent to be stored takes a short way of its own. */
    void handle(HttpServerRequest request) {
        if (web.admits(request) && !ingest.handle(request)) {
            router.handle(request);
        }
    }

    /** Answers a request to one of OpenTelemetry's own ports: nothing else is there. */
    void handleTelemetry(HttpServerRequest request) {
        answerTelemetry(request, senderAccess);
    }

    /** The same on a port that only programs of this machine reach, which need no token. */
    void handleLocalTelemetry(HttpServerRequest request) {
        answerTelemetry(request, SenderAccess.ANYBODY);
    }

    private void answerTelemetry(HttpServerRequest request, Authorizer authorizer) {
        if (web.admits(request) && !ingest.handle(request, authorizer)) {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("OpenTelemetry is taken here: /v1/metrics, /v1/logs, /v1/traces, and over gRPC\n");
        }
    }

    /** Answers what this process asks itself. */
    void handleOwn(HttpServerRequest request) {
        if (web.admits(request) && !ingest.handle(request, senderAccess.own())) {
            router.handle(request);
        }
    }

    String oneTimeToken() {
        return oneTimeToken;
    }

    @Override
    public void close() {
        parts.close();
    }
}
