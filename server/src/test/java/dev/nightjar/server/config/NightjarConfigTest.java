package dev.nightjar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightjarConfigTest {
    @TempDir
    Path folder;

    @Test
    void without_a_file_everything_is_at_its_default() throws Exception {
        NightjarConfig config = ConfigLoader.load(Optional.empty(), Map.of("PATH", "/bin"));
        assertThat(config).isEqualTo(NightjarConfig.DEFAULTS);
        assertThat(config.listen().isLoopback()).isTrue();
    }

    @Test
    void every_key_can_be_set() throws Exception {
        NightjarConfig config = load("""
                listen: "[::1]:7400"
                insecure: true
                baseUrl: https://nightjar.example
                data: /srv/nightjar
                definitions: ops
                metrics:
                  retention: 15d
                  retentionSize: 50GB
                  retentionRules:
                    - {match: '{__name__=~"debug_.*"}', keep: 2d}
                    - {match: 'requests_total{kind="slo"}', keep: 400d}
                  maxSeries: 1_000
                  maxSeriesPerMetric: 100
                  maxSeriesPerSource: 500
                logs:
                  retention: 2w
                  retentionSize: 9GB
                  retentionRules: [{match: '{app="shop",env!="prod"}', keep: 3d}]
                  maxLineBytes: 1000
                  maxLabels: 15
                  maxLabelNameBytes: 100
                  maxLabelValueBytes: 200
                  maxStreamsPerDay: 5_000
                  maxBytesPerSecond: 4_000_000
                  maxBytesPerSecondPerSource: 1_000_000
                  maxBytesPerSecondPerStream: 100_000
                  signingKey: /etc/nightjar/logs.key
                tls: {certificate: /etc/nightjar/chain.pem, key: /etc/nightjar/key.pem}
                redaction:
                  builtIn: [card, email, token]
                  patterns: [{name: iban, pattern: '[A-Z]{2}[0-9]{20}'}]
                  hashKey: salt
                agent: {enabled: false, interval: 1s, logs: [/var/log, /srv/log]}
                email: {host: mail.example, port: 587, from: n@example, user: u, password: p}
                queries: {slowAfter: 1m}
                web: {corsOrigin: "https://.*"}
                otlp:
                  http: 127.0.0.1:4418
                  grpc: ""
                  translationStrategy: NoTranslation
                  promoteResourceAttributes: [k8s.pod.name]
                  promoteAllResourceAttributes: true
                  ignoreResourceAttributes: [process.pid]
                  keepIdentifyingResourceAttributes: true
                  promoteScopeMetadata: true
                  convertHistogramsToNhcb: true
                  maxDeltaSeries: 5
                scrape: {file: prometheus.yml}
                ports: {syslogUdp: "127.0.0.1:5514", syslogTls: "127.0.0.1:6514", syslogZone: UTC, certificate: c.pem, key: k.pem, statsdInterval: 5s, insecure: true}
                signIn:
                  oidc:
                    issuer: https://login.example/realms/ops
                    clientId: nightjar
                    clientSecret: secret
                    clientSecretFile: /etc/nightjar/oidc.secret
                    name: Keycloak
                    scopes: [openid, groups]
                    user: nickname
                    roles: {claim: realm_access.roles, viewer: [all], responder: [sre, "/ops"], manager: [leads], admin: [platform], otherwise: viewer}
                    require: {hd: example.com}
                    session: 12h
                    only: true
                    authority: /etc/nightjar/ca.pem
                    proxy: http://proxy:3128
                """);
        assertThat(config)
                .isEqualTo(new NightjarConfig(
                        new ListenAddress("::1", 7400),
                        new NightjarConfig.Tls("/etc/nightjar/chain.pem", "/etc/nightjar/key.pem"),
                        true,
                        "https://nightjar.example",
                        Path.of("/srv/nightjar"),
                        folder.resolve("ops"),
                        new NightjarConfig.Metrics(
                                Duration.ofDays(15),
                                "50GB",
                                List.of(
                                        new NightjarConfig.RetentionRule(
                                                "{__name__=~\"debug_.*\"}", Duration.ofDays(2)),
                                        new NightjarConfig.RetentionRule(
                                                "requests_total{kind=\"slo\"}", Duration.ofDays(400))),
                                1_000,
                                100,
                                500),
                        new LogsConfig(
                                Duration.ofDays(14),
                                "9GB",
                                List.of(new NightjarConfig.RetentionRule(
                                        "{app=\"shop\",env!=\"prod\"}", Duration.ofDays(3))),
                                1000,
                                15,
                                100,
                                200,
                                5_000,
                                4_000_000,
                                1_000_000,
                                100_000,
                                "/etc/nightjar/logs.key"),
                        new RedactionConfig(
                                List.of("card", "email", "token"),
                                List.of(new RedactionPattern("iban", "[A-Z]{2}[0-9]{20}")),
                                "salt"),
                        new NightjarConfig.Agent(false, Duration.ofSeconds(1), List.of("/var/log", "/srv/log")),
                        new NightjarConfig.Email("mail.example", 587, "n@example", "u", "p"),
                        new NightjarConfig.Queries(Duration.ofMinutes(1)),
                        new NightjarConfig.Web("https://.*"),
                        new OtlpConfig(
                                "127.0.0.1:4418",
                                "",
                                "NoTranslation",
                                List.of("k8s.pod.name"),
                                true,
                                List.of("process.pid"),
                                true,
                                true,
                                true,
                                5),
                        new NightjarConfig.Scrape(
                                folder.resolve("prometheus.yml").toString()),
                        new PortsConfig(
                                "127.0.0.1:5514",
                                "",
                                "127.0.0.1:6514",
                                "UTC",
                                "c.pem",
                                "k.pem",
                                "",
                                "",
                                "",
                                "",
                                "",
                                Duration.ofSeconds(5),
                                true),
                        new SignInConfig(new SignInConfig.Oidc(
                                "https://login.example/realms/ops",
                                "nightjar",
                                "secret",
                                "/etc/nightjar/oidc.secret",
                                "Keycloak",
                                List.of("openid", "groups"),
                                "nickname",
                                new SignInConfig.Roles(
                                        "realm_access.roles",
                                        List.of("all"),
                                        List.of("sre", "/ops"),
                                        List.of("leads"),
                                        List.of("platform"),
                                        "viewer"),
                                Map.of("hd", "example.com"),
                                Duration.ofHours(12),
                                true,
                                "/etc/nightjar/ca.pem",
                                "http://proxy:3128"))));
    }

    @Test
    void the_environment_overrides_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("nightjar.yaml"), "metrics: {retention: 1d}\n");
        NightjarConfig config = ConfigLoader.load(
                Optional.of(file),
                Map.of("NIGHTJAR_METRICS_RETENTION", "9d", "NIGHTJAR_METRICS_MAX_SERIES", "7", "NIGHTJAR_JDK", "/x"));
        assertThat(config.metrics()).isEqualTo(new NightjarConfig.Metrics(Duration.ofDays(9), "", List.of(), 7, 0, 0));
    }

    @Test
    void all_problems_of_a_file_are_said_at_once() {
        Path file = folder.resolve("nightjar.yaml");
        assertThatThrownBy(() -> load("""
                        lisen: 127.0.0.1:1
                        listen: nowhere
                        metrics: {retention: soon, maxSeries: 0}
                        agent: [1]
                        """))
                .asInstanceOf(type(ConfigurationException.class))
                .extracting(ConfigurationException::problems)
                .isEqualTo(List.of(
                        file + ": unknown key \"lisen\"; did you mean \"listen\"?",
                        file + ": listen: \"nowhere\" is not an address and port to listen on, such as 127.0.0.1:7300",
                        file + ": metrics.retention: \"soon\" is not a duration such as 15s, 5m, 1h30m or 15d",
                        file + ": metrics: maxSeries must be at least 1, found 0",
                        file + ": agent: expected a section of keys, found a list"));
    }

    @Test
    void a_rule_of_redaction_that_cannot_work_is_refused_with_the_reason() {
        Path file = folder.resolve("nightjar.yaml");
        assertThatThrownBy(() -> load("redaction: {builtIn: [cards]}"))
                .asInstanceOf(type(ConfigurationException.class))
                .extracting(ConfigurationException::problems)
                .isEqualTo(List.of(file
                        + ": redaction: there is no built-in redaction \"cards\"; there are card, email and token"));
        assertThatThrownBy(() -> load("redaction: {patterns: [{name: order, pattern: 'a(b'}]}"))
                .asInstanceOf(type(ConfigurationException.class))
                .extracting(problem -> problem.problems().getFirst())
                .asString()
                .endsWith("redaction pattern \"order\": \"a(b\" is not an RE2 regular expression: missing closing )");
    }

    @Test
    void an_unknown_environment_variable_of_ours_is_an_error() {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of("NIGHTJAR_LISTN", ":1")))
                .hasMessageStartingWith("environment: unknown key \"NIGHTJAR_LISTN\"");
    }

    @Test
    void a_missing_file_and_broken_yaml_say_where() {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(Path.of("/none.yaml")), Map.of()))
                .hasMessage("/none.yaml: no such configuration file");
        assertThatThrownBy(() -> load("a: [1\nb: 2\n")).hasMessageContaining("nightjar.yaml:2: not YAML: ");
    }

    @Test
    void retention_of_metrics_becomes_the_policy_of_the_store() throws Exception {
        NightjarConfig.Metrics metrics = load("""
                        metrics:
                          retentionSize: 50GB
                          retentionRules: [{match: 'up{job!="x"}', keep: 2d}]
                        """).metrics();
        RetentionPolicy policy = metrics.store().retention();
        assertThat(policy.bytes()).isEqualTo(50L << 30);
        assertThat(policy.age()).isEqualTo(Duration.ofDays(30));
        assertThat(policy.rules())
                .containsExactly(new RetentionRule(
                        List.of(Matcher.equal("__name__", "up"), new Matcher("job", Matcher.Op.NOT_EQUAL, "x")),
                        Duration.ofDays(2)));
    }

    @Test
    void rules_of_retention_that_cannot_work_are_refused() {
        Path file = folder.resolve("nightjar.yaml");
        assertThatThrownBy(() -> load("""
                        metrics:
                          retentionRules: [{match: 'a{b="1",b="2"}', keep: 2d}]
                        """))
                .hasMessage(file + ": metrics: retention rule 1 ({__name__=\"a\",b=\"1\",b=\"2\"} keep 2d) can never"
                        + " apply: no value fulfils all of b=\"1\", b=\"2\"; mend the selector, or remove the rule");
        assertThatThrownBy(() -> load("metrics: {retentionRules: [{match: 'rate(a[5m])', keep: 2d}]}"))
                .hasMessageContaining("\"rate(a[5m])\" is not a plain selector of series");
        assertThatThrownBy(() -> load("metrics: {retentionRules: [{match: 'a{', keep: 2d}]}"))
                .hasMessageContaining("metrics: retention rule \"a{\": 1:");
        assertThatThrownBy(() -> load("metrics: {retentionRules: [{mach: a}, b], retentionSize: big}"))
                .asInstanceOf(type(ConfigurationException.class))
                .extracting(ConfigurationException::problems)
                .isEqualTo(List.of(
                        file + ": metrics.retentionRules[0]: unknown key \"mach\"; did you mean \"match\"?",
                        file + ": metrics.retentionRules[0]: key \"match\" is missing",
                        file + ": metrics.retentionRules[0]: key \"keep\" is missing",
                        file + ": metrics.retentionRules[1]: expected a section of keys, found \"b\"",
                        file + ": metrics: \"big\" is not a size such as 512MB, 50GB or 2TB"));
    }

    @Test
    void rules_of_retention_for_logs_that_cannot_work_are_refused() {
        Path file = folder.resolve("nightjar.yaml");
        assertThatThrownBy(() -> load("logs: {retentionRules: [{match: '{app=\"a\"} |= \"debug\"', keep: 2d}]}"))
                .hasMessageContaining("is not a plain selector of streams")
                .hasMessageContaining("single lines are deleted by a query");
        assertThatThrownBy(() -> load("logs: {retentionRules: [{match: '{app=\"a\"}', keep: 30d}]}"))
                .hasMessage(
                        file + ": logs: retention rule 1 ({app=\"a\"} keep 30d) changes nothing: without it the same"
                                + " is kept for the same time; remove it");
        assertThatThrownBy(() -> load("logs: {retentionRules: [{match: '{app', keep: 2d}]}"))
                .hasMessageContaining("logs: retention rule \"{app\": ");
        assertThatThrownBy(() -> load("logs: {maxLineBytes: 0}"))
                .hasMessage(file + ": logs: a limit cannot work: lineBytes is 0, must be between 1 and 16 MiB");
    }

    private NightjarConfig load(String yaml) throws Exception {
        return ConfigLoader.load(Optional.of(Files.writeString(folder.resolve("nightjar.yaml"), yaml)), Map.of());
    }
}
