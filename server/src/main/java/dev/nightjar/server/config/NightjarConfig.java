package dev.nightjar.server.config;

import dev.nightjar.ingest.otlp.TranslationStrategy;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.tsdb.SeriesLimits;
import dev.nightjar.tsdb.TsdbConfig;
import dev.nightjar.web.access.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The whole configuration, one section a module. Component names are the keys of {@code nightjar.yaml};
 * {@link #DEFAULTS} is the one place of their defaults. {@code docs/configuration.md} is made from this.
 */
public record NightjarConfig(
        @Meaning("Address and port of everything. On more than loopback it needs `tls`, or `insecure: true`.")
        ListenAddress listen,

        Tls tls,

        @Meaning(
                "Whoever reaches `listen` may send, ask and report, without TLS and tokens: the network around is trusted.")
        boolean insecure,

        @Meaning("How people reach it, for the link in a page; empty: made from `listen`.")
        String baseUrl,

        @Meaning("Folder of everything stored.") Path data,

        @Meaning(
                "Folder with `rules/*.yml`, `slos/*.yml`, `oncall.yml`, `alertmanager.yml`, `probes.yml`, `blackbox.yml`,"
                        + " `heartbeats.yml` and `actions.yml`, relative to the configuration file; read again when it changes.")
        Path definitions,

        Metrics metrics,
        LogsConfig logs,
        RedactionConfig redaction,
        Agent agent,
        Email email,
        Queries queries,
        Web web,
        OtlpConfig otlp,
        Scrape scrape,
        PortsConfig ports,
        SignInConfig signIn) {

    /** Encryption of {@code listen}. */
    public record Tls(
            @Meaning(
                    "File of the certificate chain, in PEM, with which `listen` speaks TLS, and OTLP's ports on more than loopback; a renewed one is taken within a minute. Beyond loopback programs then show tokens, and people sign in (docs/network.md).")
            String certificate,

            @Meaning("File of its key, in PEM.") String key) {
        public static final Tls NONE = new Tls("", "");

        public Tls {
            if (certificate.isEmpty() != key.isEmpty()) {
                throw new IllegalArgumentException("certificate and key go together");
            }
        }

        public boolean isOn() {
            return !certificate.isEmpty();
        }
    }

    /** The time-series store. */
    public record Metrics(
            @Meaning("Samples older than this are dropped, whole days at a time, where no rule says otherwise.")
            Duration retention,

            @Meaning(
                    "While the store takes more than this on the disk, such as `50GB`, its oldest day is dropped; empty: no limit.")
            String retentionSize,

            @Meaning(
                    "Series kept for another time: a list of `{match: selector, keep: duration}`, of which the first that matches a series counts. A rule that can never apply is an error.")
            List<RetentionRule> retentionRules,

            @Meaning("Beyond so many series with samples within the retention only new ones are refused.")
            int maxSeries,

            @Meaning("The same for the series of one metric; 0: no limit.")
            int maxSeriesPerMetric,

            @Meaning(
                    "The same for the series of one source, its `job`, or its `instance` where it has no job; 0: no limit.")
            int maxSeriesPerSource) {
        public Metrics {
            positive("retention", retention);
            if (maxSeries < 1) {
                throw new IllegalArgumentException("maxSeries must be at least 1, found " + maxSeries);
            }
            retentionRules = List.copyOf(retentionRules);
            store(
                    MetricsRetention.policy(retention, retentionSize, retentionRules),
                    new SeriesLimits(maxSeries, maxSeriesPerMetric, maxSeriesPerSource));
        }

        /** What this means for the store. */
        public TsdbConfig store() {
            return store(
                    MetricsRetention.policy(retention, retentionSize, retentionRules),
                    new SeriesLimits(maxSeries, maxSeriesPerMetric, maxSeriesPerSource));
        }

        private static TsdbConfig store(RetentionPolicy policy, SeriesLimits limits) {
            return TsdbConfig.DEFAULTS.withRetention(policy).withSeries(limits);
        }
    }

    /** One item of {@code metrics.retentionRules}. */
    public record RetentionRule(String match, Duration keep) {}

    /** The built-in agent, which watches this host. */
    public record Agent(
            @Meaning("Whether the server also watches its own host.")
            boolean enabled,

            @Meaning("Time between two readings.") Duration interval,
            @Meaning("Folders whose log files are tailed.") List<String> logs) {
        public Agent {
            positive("interval", interval);
            logs = List.copyOf(logs);
        }
    }

    /** How pages leave by mail. */
    public record Email(
            @Meaning("SMTP server; empty: pages by mail go to the person's next channel instead.")
            String host,

            @Meaning("Its port.") int port,
            @Meaning("Sender's address.") String from,
            @Meaning("User to sign in with; empty: none.") String user,
            @Meaning("Password of that user.") @Secret String password) {}

    /** What people and dashboards ask. */
    public record Queries(
            @Meaning("A query that takes this long is logged and listed as slow.")
            Duration slowAfter) {
        public Queries {
            positive("slowAfter", slowAfter);
        }
    }

    /** The HTTP face. */
    public record Web(
            @Meaning(
                    "Other sites whose pages may ask, an RE2 expression such as `https://grafana\\.example`; empty: none.")
            String corsOrigin) {
        public Web {
            Origins.matching(corsOrigin);
        }
    }

    /** Targets that are asked for their samples. */
    public record Scrape(
            @Meaning(
                    "A `prometheus.yml` whose `global` and `scrape_configs` say what is scraped, relative to the configuration file; read again when it changes; empty: nothing is scraped.")
            String file) {}

    public static final NightjarConfig DEFAULTS = new NightjarConfig(
            ListenAddress.DEFAULT,
            Tls.NONE,
            false,
            "",
            Path.of("data"),
            Path.of("definitions"),
            new Metrics(Duration.ofDays(30), "", List.of(), 2_000_000, 0, 0),
            new LogsConfig(Duration.ofDays(30), "", List.of(), 256 << 10, 32, 1024, 4096, 200_000, 0, 0, 0, ""),
            new RedactionConfig(List.of(), List.of(), ""),
            new Agent(true, Duration.ofSeconds(15), List.of()),
            new Email("", 25, "nightjar@localhost", "", ""),
            new Queries(Duration.ofSeconds(5)),
            new Web(""),
            new OtlpConfig(
                    "127.0.0.1:4318",
                    "127.0.0.1:4317",
                    TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES.toString(),
                    List.of(),
                    false,
                    List.of(),
                    false,
                    false,
                    false,
                    200_000),
            new Scrape(""),
            PortsConfig.DEFAULTS,
            SignInConfig.DEFAULTS);

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, found " + duration);
        }
    }

    public NightjarConfig withListen(ListenAddress to) {
        return with(next -> next.listen = to);
    }

    public NightjarConfig withData(Path to) {
        return with(next -> next.data = to);
    }

    public NightjarConfig withDefinitions(Path to) {
        return with(next -> next.definitions = to);
    }

    public NightjarConfig withScrape(Scrape to) {
        return with(next -> next.scrape = to);
    }

    public NightjarConfig withTls(Tls to) {
        return with(next -> next.tls = to);
    }

    /** Without encryption: for what runs for a moment, on loopback. */
    public NightjarConfig withoutTls() {
        return withTls(Tls.NONE);
    }

    /** Where people and programs of this machine reach it. */
    public String url() {
        return listen.url(tls.isOn() ? "https" : "http");
    }

    /** With OTLP taken nowhere but on the one address of everything. */
    public NightjarConfig withoutOtlpPorts() {
        return withOtlp(otlp.listeningOn("", ""));
    }

    public NightjarConfig withOtlp(OtlpConfig to) {
        return with(next -> next.otlp = to);
    }

    public NightjarConfig withAgent(Agent to) {
        return with(next -> next.agent = to);
    }

    public NightjarConfig withSignIn(SignInConfig to) {
        return with(next -> next.signIn = to);
    }

    public NightjarConfig withBaseUrl(String to) {
        return with(next -> next.baseUrl = to);
    }

    private NightjarConfig with(Consumer<Next> change) {
        Next next = new Next(this);
        change.accept(next);
        return next.made();
    }

    /** The same configuration, to be changed in one place before it is made. */
    private static final class Next {
        private ListenAddress listen;
        private Tls tls;
        private boolean insecure;
        private String baseUrl;
        private Path data;
        private Path definitions;
        private Metrics metrics;
        private LogsConfig logs;
        private RedactionConfig redaction;
        private Agent agent;
        private Email email;
        private Queries queries;
        private Web web;
        private OtlpConfig otlp;
        private Scrape scrape;
        private PortsConfig ports;
        private SignInConfig signIn;

        Next(NightjarConfig from) {
            listen = from.listen;
            tls = from.tls;
            insecure = from.insecure;
            baseUrl = from.baseUrl;
            data = from.data;
            definitions = from.definitions;
            metrics = from.metrics;
            logs = from.logs;
            redaction = from.redaction;
            agent = from.agent;
            email = from.email;
            queries = from.queries;
            web = from.web;
            otlp = from.otlp;
            scrape = from.scrape;
            ports = from.ports;
            signIn = from.signIn;
        }

        NightjarConfig made() {
            return new NightjarConfig(
                    listen,
                    tls,
                    insecure,
                    baseUrl,
                    data,
                    definitions,
                    metrics,
                    logs,
                    redaction,
                    agent,
                    email,
                    queries,
                    web,
                    otlp,
                    scrape,
                    ports,
                    signIn);
        }
    }
}
