package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsdbConfigTest {
    @Test
    void defaults_lose_nothing_on_power_failure() {
        assertThat(TsdbConfig.DEFAULTS)
                .isEqualTo(new TsdbConfig(
                        FsyncPolicy.ALWAYS,
                        Duration.ofMillis(200),
                        RetentionPolicy.ofAge(Duration.ofDays(15)),
                        Duration.ofMinutes(10),
                        new SeriesLimits(2_000_000, 0, 0),
                        16L << 20,
                        Duration.ofHours(2),
                        32L << 20));
    }

    @Test
    void every_key_can_be_set() {
        TsdbConfig config = new TsdbConfig(
                FsyncPolicy.OFF,
                Duration.ofSeconds(1),
                new RetentionPolicy(
                        Duration.ofDays(400),
                        1L << 30,
                        List.of(new RetentionRule(List.of(Matcher.equal("a", "b")), Duration.ofDays(2)))),
                Duration.ZERO,
                new SeriesLimits(3, 2, 1),
                1 << 20,
                Duration.ofMinutes(5),
                1 << 20);
        assertThat(config.withFsync(FsyncPolicy.INTERVAL).fsync()).isEqualTo(FsyncPolicy.INTERVAL);
        assertThat(config.withMaxSeries(9).series()).isEqualTo(new SeriesLimits(9, 2, 1));
        assertThat(config.withRetention(Duration.ofDays(2)).retention())
                .isEqualTo(RetentionPolicy.ofAge(Duration.ofDays(2)));
        assertThat(config.retention().longest()).isEqualTo(Duration.ofDays(400));
        assertThat(config.withMaxLogBytes(2 << 20).maxLogBytes()).isEqualTo(2 << 20);
    }

    @Test
    void what_cannot_work_is_refused_by_name() {
        assertThatThrownBy(() -> TsdbConfig.DEFAULTS.withRetention(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the retention is 1h, must be at least 1d");
        assertThatThrownBy(() -> TsdbConfig.DEFAULTS.withMaxSeries(0))
                .hasMessage("the series are limited to 0, must be at least 1");
    }

    @Test
    void a_size_that_the_log_alone_may_exceed_is_refused() {
        assertThatThrownBy(() -> TsdbConfig.DEFAULTS.withRetention(
                        new RetentionPolicy(Duration.ofDays(1), 20L << 20, List.of())))
                .hasMessage("the store may take 20 MiB on the disk, must be at least 32 MiB, since its log alone may"
                        + " take half of that; or 0 for no limit");
    }
}
