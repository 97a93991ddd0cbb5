package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.agent.host.HostPaths;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
    private static final AgentConfig DEFAULT = AgentConfig.of(URI.create("http://127.0.0.1:7300"), Path.of("state"));

    @Test
    void the_defaults_are_this_host_every_fifteen_seconds_and_no_files() {
        assertThat(DEFAULT.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(DEFAULT.instance()).isNotBlank();
        assertThat(DEFAULT.logs()).isEmpty();
        assertThat(DEFAULT.token()).isEmpty();
        assertThat(DEFAULT.host()).isEqualTo(HostPaths.STANDARD);
        assertThat(DEFAULT.retry()).isEqualTo(RetryPolicy.DEFAULTS);
    }

    private static final RedactionRules REDACTION =
            new RedactionRules(List.of(RedactionRules.BuiltIn.CARD), List.of(), "key");

    private static final RelabelRules RULES = RelabelRules.of(List.of(new RelabelRule(
            RelabelAction.LABELDROP,
            List.of(),
            RelabelRule.DEFAULT_SEPARATOR,
            "cpu",
            0,
            "",
            RelabelRule.DEFAULT_REPLACEMENT)));

    private static final GatewaySettings AT = new GatewaySettings(
            Optional.of(new InetSocketAddress("127.0.0.1", 4318)), Optional.empty(), Optional.empty());

    @Test
    void every_key_can_be_set() {
        RetryPolicy retry = new RetryPolicy(Duration.ofMillis(5), Duration.ofSeconds(5));

        assertThat(DEFAULT.withInstance("web-7")
                        .withVersion("1.4.2")
                        .withInterval(Duration.ofSeconds(1))
                        .withLogs(List.of("/var/log/app", "/var/log/*.log"))
                        .withLabels(Labels.of("env", "prod"))
                        .withToken("secret")
                        .withAuthority(Path.of("ca.pem"))
                        .withHost(HostPaths.under(Path.of("/host")))
                        .withSpoolBytes(5 << 20)
                        .withJournal(JournalSettings.DEFAULTS)
                        .withGateway(AT)
                        .withMetricRules(RULES)
                        .withLogRules(RULES)
                        .withRetry(retry)
                        .withRedaction(REDACTION))
                .isEqualTo(new AgentConfig(
                        URI.create("http://127.0.0.1:7300"),
                        "secret",
                        Optional.of(Path.of("ca.pem")),
                        "web-7",
                        "1.4.2",
                        Duration.ofSeconds(1),
                        List.of(LogFiles.of("/var/log/app"), LogFiles.of("/var/log/*.log")),
                        Optional.of(JournalSettings.DEFAULTS),
                        AT,
                        Labels.of("env", "prod"),
                        Path.of("state"),
                        5 << 20,
                        HostPaths.under(Path.of("/host")),
                        retry,
                        REDACTION,
                        RULES,
                        RULES));
    }

    @Test
    void what_cannot_work_is_refused_with_the_reason() {
        assertThatThrownBy(() -> DEFAULT.withInterval(Duration.ZERO))
                .hasMessage("interval must be longer than nothing, found PT0S");
        assertThatThrownBy(() -> DEFAULT.withInstance("")).hasMessage("an agent needs a name for its host, found none");
        assertThatThrownBy(() -> DEFAULT.withLogs(List.of("/var/log/{a")))
                .hasMessageStartingWith("log pattern \"/var/log/{a\" cannot be read: ");
        assertThatThrownBy(() -> new LogFiles("/x", List.of(), "klingon", LogFiles.Format.AUTO, Labels.EMPTY))
                .hasMessageStartingWith("encoding \"klingon\" is not one that is read; there are utf-8, ");
    }
}
