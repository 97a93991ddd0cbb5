package dev.nightjar.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTextTest {
    @TempDir
    Path folder;

    @Test
    void what_is_shown_reads_back_as_the_same() throws Exception {
        NightjarConfig config = load("""
                metrics:
                  retention: 36h
                  retentionRules: [{match: '{__name__=~"debug_.*"}', keep: 1d}]
                agent: {logs: ["/var/log", "/a \\"b\\""]}
                """);

        assertThat(load(ConfigText.yaml(config))).isEqualTo(config);
    }

    @Test
    void a_password_is_not_shown() throws Exception {
        String text = ConfigText.yaml(load("email: {user: u, password: hunter2}\n"));

        assertThat(text).contains("  user: \"u\"\n  password: <secret>\n").doesNotContain("hunter2");
    }

    @Test
    void what_is_no_default_can_be_shown_alone() throws Exception {
        NightjarConfig config = load("metrics: {retention: 36h}\nemail: {user: u, password: hunter2}\n");

        assertThat(ConfigText.differences(config, NightjarConfig.DEFAULTS))
                .isEqualTo("definitions: \"" + config.definitions()
                        + "\"\nmetrics:\n  retention: 1d12h\nemail:\n  user: \"u\"\n  password: <secret>\n");
        assertThat(ConfigText.differences(NightjarConfig.DEFAULTS, NightjarConfig.DEFAULTS))
                .isEqualTo("{}\n");
    }

    @ParameterizedTest
    @CsvSource({"P30D, 30d", "PT36H, 1d12h", "P14D, 2w", "P365D, 1y", "P366D, 366d", "PT1.5S, 1s500ms", "PT0S, 0s"})
    void durations_are_as_short_as_can_be(Duration duration, String text) {
        assertThat(DurationText.text(duration)).isEqualTo(text);
    }

    private NightjarConfig load(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("nightjar.yaml"), yaml);
        return ConfigLoader.load(Optional.of(file), Map.of());
    }
}
