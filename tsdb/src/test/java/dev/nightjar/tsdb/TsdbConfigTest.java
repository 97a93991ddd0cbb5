package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TsdbConfigTest {
    @Test
    void defaults_lose_nothing_on_power_failure() {
        assertThat(TsdbConfig.DEFAULTS)
                .isEqualTo(new TsdbConfig(
                        FsyncPolicy.ALWAYS,
                        Duration.ofMillis(200),
                        Duration.ofDays(15),
                        Duration.ofMinutes(10),
                        2_000_000,
                        48L << 20,
                        Duration.ofHours(2),
                        32L << 20));
    }

    @Test
    void every_key_can_be_set() {
        TsdbConfig config = new TsdbConfig(
                FsyncPolicy.OFF,
                Duration.ofSeconds(1),
                Duration.ofDays(400),
                Duration.ZERO,
                1,
                1 << 20,
                Duration.ofMinutes(5),
                1 << 20);
        assertThat(config.withFsync(FsyncPolicy.INTERVAL).fsync()).isEqualTo(FsyncPolicy.INTERVAL);
        assertThat(config.withMaxSeries(9).maxSeries()).isEqualTo(9);
        assertThat(config.withRetention(Duration.ofDays(2)).retention()).isEqualTo(Duration.ofDays(2));
        assertThat(config.withMaxLogBytes(2 << 20).maxLogBytes()).isEqualTo(2 << 20);
    }

    @Test
    void what_cannot_work_is_refused_by_name() {
        assertThatThrownBy(() -> TsdbConfig.DEFAULTS.withRetention(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tsdb.retention is PT1H, must be at least PT24H");
        assertThatThrownBy(() -> TsdbConfig.DEFAULTS.withMaxSeries(0))
                .hasMessage("tsdb.maxSeries is 0, must be at least 1");
    }
}
