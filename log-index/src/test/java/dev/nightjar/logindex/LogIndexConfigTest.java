package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.retention.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogIndexConfigTest {
    @Test
    void the_defaults_lose_nothing_and_keep_a_month() {
        assertThat(LogIndexConfig.DEFAULTS.sync()).isTrue();
        assertThat(LogIndexConfig.DEFAULTS.retention()).isEqualTo(RetentionPolicy.ofAge(Duration.ofDays(30)));
        assertThat(LogIndexConfig.DEFAULTS.blockBytes()).isEqualTo(64 << 10);
    }

    @Test
    void every_changed_key_is_kept_and_the_others_stay() {
        LogIndexConfig config = LogIndexConfig.DEFAULTS
                .withBlockBytes(1024)
                .withOpenBytes(2048)
                .withWal(4096, 8192)
                .withRetention(Duration.ofDays(2))
                .withLimits(LogLimits.DEFAULTS.withRates(1, 2, 3))
                .withSigningKey(Path.of("key.pem"));
        assertThat(config)
                .isEqualTo(new LogIndexConfig(
                        1024,
                        Duration.ofMinutes(5),
                        2048,
                        4096,
                        8192,
                        Duration.ofSeconds(30),
                        RetentionPolicy.ofAge(Duration.ofDays(2)),
                        LogLimits.DEFAULTS.withRates(1, 2, 3),
                        true,
                        true,
                        Optional.of(Path.of("key.pem"))));
    }

    @Test
    void a_value_that_cannot_work_is_refused_with_the_reason() {
        assertThatThrownBy(() -> LogIndexConfig.DEFAULTS.withRetention(Duration.ofHours(1)))
                .hasMessage("the retention is 1h, must be at least 1d");
        assertThatThrownBy(() -> LogIndexConfig.DEFAULTS.withBlockBytes(1))
                .hasMessage("blockBytes is 1, must be between 256 and 16 MiB");
        assertThatThrownBy(() -> LogIndexConfig.DEFAULTS.withWal(8192, 4096))
                .hasMessage("walBytes is 4096 with segments of 8192: a segment needs 4 KiB or more, and the log at"
                        + " least one segment");
    }
}
