package dev.nightjar.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agent.AgentConfig;
import dev.nightjar.agent.LogFiles;
import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFileTest {
    private static final AgentConfig DEFAULT = AgentConfig.of(URI.create("http://127.0.0.1:7300"), Path.of("state"));

    @TempDir
    private Path folder;

    private static AgentConfig parse(String text) {
        return AgentFile.parse("agent.yaml", text, DEFAULT);
    }

    @Test
    void a_file_that_says_nothing_changes_nothing() {
        assertThat(parse("")).isEqualTo(DEFAULT);
        assertThat(parse("# only a comment\n")).isEqualTo(DEFAULT);
        assertThat(parse("instance:\n").instance()).isEqualTo(DEFAULT.instance());
    }

    @Test
    void every_key_can_be_set() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        AgentConfig config = parse("""
                server: https://nightjar.example:7300
                tokenFile: %s
                instance: web-7
                interval: 10s
                state: /var/lib/nightjar-agent
                spoolMegabytes: 64
                labels: {env: prod}
                logs:
                  - path: /var/log/shop/**/*.log
                    exclude: ['debug*']
                    encoding: latin1
                    format: plain
                    labels: {service: shop}
                journal: {arguments: ['--unit=shop']}
                gateway: {listen: '127.0.0.1:14318', statsd: '127.0.0.1:18125', scrape: /etc/nightjar/scrape.yml}
                redact: {rules: [card], patterns: {order: 'ORD-\\d+'}}
                metricRelabel:
                  - {source_labels: [__name__], regex: 'node_sockstat_.*', action: drop}
                logRelabel:
                  - {regex: filename, action: labeldrop}
                """.formatted(token));

        assertThat(config.server()).isEqualTo(URI.create("https://nightjar.example:7300"));
        assertThat(config.token()).isEqualTo("secret");
        assertThat(config.instance()).isEqualTo("web-7");
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.state()).isEqualTo(Path.of("/var/lib/nightjar-agent"));
        assertThat(config.spoolBytes()).isEqualTo(64L << 20);
        assertThat((Object) config.labels()).isEqualTo(Labels.of("env", "prod"));
        assertThat(config.logs())
                .containsExactly(new LogFiles(
                        "/var/log/shop/**/*.log",
                        List.of("debug*"),
                        "latin1",
                        LogFiles.Format.PLAIN,
                        Labels.of("service", "shop")));
        assertThat(config.journal()).isEqualTo(Optional.of(new JournalSettings("journalctl", List.of("--unit=shop"))));
        assertThat(config.gateway())
                .isEqualTo(new GatewaySettings(
                        Optional.of(new InetSocketAddress("127.0.0.1", 14318)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 18125)),
                        Optional.of(Path.of("/etc/nightjar/scrape.yml"))));
        assertThat(config.redaction().builtIn()).containsExactly(RedactionRules.BuiltIn.CARD);
        assertThat(config.redaction().patterns())
                .singleElement()
                .satisfies(pattern -> assertThat(pattern.name()).isEqualTo("order"));
        assertThat(config.metricRules().apply(Labels.of("__name__", "node_sockstat_TCP_tw")))
                .isEmpty();
        assertThat(config.logRules().apply(Labels.of("filename", "/x", "level", "error")))
                .contains(Labels.of("level", "error"));
    }

    @Test
    void an_authority_is_read_when_it_is_named() {
        Path missing = folder.resolve("ca.pem");
        assertThatThrownBy(() -> parse("authority: " + missing))
                .hasMessageContaining("authority: " + missing + " cannot be read");
    }

    @Test
    void a_gateway_that_says_nothing_takes_what_open_telemetry_sends_and_one_that_does_takes_only_that() {
        InetSocketAddress usual = new InetSocketAddress("127.0.0.1", 4318);
        InetSocketAddress statsd = new InetSocketAddress("127.0.0.1", 8125);

        assertThat(parse("gateway: {}").gateway())
                .isEqualTo(new GatewaySettings(Optional.of(usual), Optional.empty(), Optional.empty()));
        assertThat(parse("gateway: {statsd: '127.0.0.1:8125'}").gateway())
                .isEqualTo(new GatewaySettings(Optional.empty(), Optional.of(statsd), Optional.empty()));
        assertThatThrownBy(() -> parse("gateway: {statsd: here}"))
                .hasMessageContaining("statsd: \"here\" is no address such as 127.0.0.1:8125");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_and_where() {
        assertThatThrownBy(() -> parse("""
                        servr: http://x
                        server: nowhere
                        spoolMegabytes: 0
                        logs:
                          - path: /var/log/{a
                          - path: /var/log/b
                            encoding: klingon
                        metricRelabel:
                          - {action: dorp}
                        """))
                .isInstanceOfSatisfying(
                        InvalidDefinitionsException.class,
                        e -> assertThat(e.problems())
                                .map(Object::toString)
                                .satisfiesExactly(
                                        each -> assertThat(each)
                                                .isEqualTo(
                                                        "agent.yaml:1: unknown field \"servr\"; did you mean \"server\"?"),
                                        each -> assertThat(each)
                                                .isEqualTo("agent.yaml:2: server: \"nowhere\" is no address such as"
                                                        + " http://nightjar:7300"),
                                        each -> assertThat(each)
                                                .startsWith("agent.yaml:3: spoolMegabytes: the spool needs"),
                                        each -> assertThat(each).contains("log pattern \"/var/log/{a\" cannot be read"),
                                        each -> assertThat(each)
                                                .contains("encoding \"klingon\" is not one that is read"),
                                        each -> assertThat(each)
                                                .contains("unknown action \"dorp\"; did you mean \"drop\"?")));
    }
}
