package dev.nightjar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

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
                metrics: {retention: 15d, maxSeries: 1_000}
                logs: {retention: 2w}
                agent: {enabled: false, interval: 1s, logs: [/var/log, /srv/log]}
                email: {host: mail.example, port: 587, from: n@example, user: u, password: p}
                """);
        assertThat(config)
                .isEqualTo(new NightjarConfig(
                        new ListenAddress("::1", 7400),
                        true,
                        "https://nightjar.example",
                        Path.of("/srv/nightjar"),
                        folder.resolve("ops"),
                        new NightjarConfig.Metrics(Duration.ofDays(15), 1_000),
                        new NightjarConfig.Logs(Duration.ofDays(14)),
                        new NightjarConfig.Agent(false, Duration.ofSeconds(1), List.of("/var/log", "/srv/log")),
                        new NightjarConfig.Email("mail.example", 587, "n@example", "u", "p")));
    }

    @Test
    void the_environment_overrides_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("nightjar.yaml"), "metrics: {retention: 1d}\n");
        NightjarConfig config = ConfigLoader.load(
                Optional.of(file),
                Map.of("NIGHTJAR_METRICS_RETENTION", "9d", "NIGHTJAR_METRICS_MAX_SERIES", "7", "NIGHTJAR_JDK", "/x"));
        assertThat(config.metrics()).isEqualTo(new NightjarConfig.Metrics(Duration.ofDays(9), 7));
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

    private NightjarConfig load(String yaml) throws Exception {
        return ConfigLoader.load(Optional.of(Files.writeString(folder.resolve("nightjar.yaml"), yaml)), Map.of());
    }
}
