package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agent.host.HostPaths;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Test
    void every_key_can_be_set() {
        RetryPolicy retry = new RetryPolicy(Duration.ofMillis(5), Duration.ofSeconds(5));

        assertThat(DEFAULT.withInstance("web-7")
                        .withInterval(Duration.ofSeconds(1))
                        .withLogs(List.of("/var/log/app", "/var/log/*.log"))
                        .withLabels(Labels.of("env", "prod"))
                        .withToken("secret")
                        .withHost(HostPaths.under(Path.of("/host")))
                        .withRetry(retry)
                        .withRedaction(REDACTION))
                .isEqualTo(new AgentConfig(
                        URI.create("http://127.0.0.1:7300"),
                        "secret",
                        "web-7",
                        Duration.ofSeconds(1),
                        List.of("/var/log/app", "/var/log/*.log"),
                        Labels.of("env", "prod"),
                        Path.of("state"),
                        HostPaths.under(Path.of("/host")),
                        retry,
                        REDACTION));
    }

    @Test
    void what_cannot_work_is_refused_with_the_reason() {
        assertThatThrownBy(() -> DEFAULT.withInterval(Duration.ZERO))
                .hasMessage("interval must be longer than nothing, found PT0S");
        assertThatThrownBy(() -> DEFAULT.withInstance("")).hasMessage("an agent needs a name for its host, found none");
        assertThatThrownBy(() -> DEFAULT.withLogs(List.of("/var/*/x.log"))).hasMessageContaining("not supported yet");
    }
}
