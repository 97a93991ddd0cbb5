package dev.nightjar.server.config;

import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.tsdb.RetentionPolicy;
import dev.nightjar.tsdb.SeriesLimits;
import dev.nightjar.tsdb.TsdbConfig;
import dev.nightjar.web.access.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The whole configuration, one section a module. Component names are the keys of {@code nightjar.yaml};
 * {@link #DEFAULTS} is the one place of their defaults. {@code docs/configuration.md} is made from this.
 */
public record NightjarConfig(
        @Meaning("Address and port of everything. On more than loopback it needs `insecure: true`.")
        ListenAddress listen,

        @Meaning("Allow listening on more than loopback without TLS and tokens.")
        boolean insecure,

        @Meaning("How people reach it, for the link in a page; empty: made from `listen`.")
        String baseUrl,

        @Meaning("Folder of everything stored.") Path data,

        @Meaning("Folder with `rules/*.yml`, `slos/*.yml` and `oncall.yml`, relative to the configuration file.")
        Path definitions,

        Metrics metrics,
        Logs logs,
        Redaction redaction,
        Agent agent,
        Email email,
        Queries queries,
        Web web) {

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

    /** The log index. */
    public record Logs(
            @Meaning("Lines older than this are dropped, whole days at a time.")
            Duration retention) {
        public Logs {
            positive("retention", retention);
        }
    }

    /** What is taken out of log lines, and of their metadata, before anything is written to disk. */
    public record Redaction(
            @Meaning("Rules by name: `card` (payment cards), `email`, `token` (bearer tokens, Authorization headers).")
            List<String> builtIn,

            @Meaning(
                    "Further rules: a list of `{name, pattern}`, an RE2 expression of which the first group, or else all it matches, is replaced by `<name>`.")
            List<RedactionPattern> patterns,

            @Meaning(
                    "If set, a replacement carries a hash under this key, `<email:3f0a81c2d4e5>`, so that equal values can be found together.")
            @Secret
            String hashKey) {
        public Redaction {
            builtIn = List.copyOf(builtIn);
            patterns = List.copyOf(patterns);
            rules(builtIn, patterns, hashKey);
        }

        public RedactionRules rules() {
            return rules(builtIn, patterns, hashKey);
        }

        private static RedactionRules rules(List<String> builtIn, List<RedactionPattern> patterns, String hashKey) {
            return new RedactionRules(
                    builtIn.stream()
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .map(RedactionRules.BuiltIn::of)
                            .toList(),
                    patterns,
                    hashKey);
        }
    }

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

    public static final NightjarConfig DEFAULTS = new NightjarConfig(
            ListenAddress.DEFAULT,
            false,
            "",
            Path.of("data"),
            Path.of("definitions"),
            new Metrics(Duration.ofDays(30), "", List.of(), 2_000_000, 0, 0),
            new Logs(Duration.ofDays(30)),
            new Redaction(List.of(), List.of(), ""),
            new Agent(true, Duration.ofSeconds(15), List.of()),
            new Email("", 25, "nightjar@localhost", "", ""),
            new Queries(Duration.ofSeconds(5)),
            new Web(""));

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, found " + duration);
        }
    }

    public NightjarConfig withListen(ListenAddress to) {
        return new NightjarConfig(
                to, insecure, baseUrl, data, definitions, metrics, logs, redaction, agent, email, queries, web);
    }

    public NightjarConfig withData(Path to) {
        return new NightjarConfig(
                listen, insecure, baseUrl, to, definitions, metrics, logs, redaction, agent, email, queries, web);
    }

    public NightjarConfig withDefinitions(Path to) {
        return new NightjarConfig(
                listen, insecure, baseUrl, data, to, metrics, logs, redaction, agent, email, queries, web);
    }

    public NightjarConfig withAgent(Agent to) {
        return new NightjarConfig(
                listen, insecure, baseUrl, data, definitions, metrics, logs, redaction, to, email, queries, web);
    }
}
