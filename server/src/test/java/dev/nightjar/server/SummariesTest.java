package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.tsdb.Tsdb;
import dev.nightjar.tsdb.TsdbConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language and the store together: what is summed up and what is not give the same answer. */
class SummariesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:34:56Z");

    @Test
    void a_long_window_over_summed_up_days_is_the_same_and_reads_less(@TempDir Path directory) {
        TestingClock clock = new TestingClock(NOW);
        Random random = new Random(6);
        try (Tsdb store = Tsdb.open(directory, TsdbConfig.DEFAULTS, clock)) {
            double value = 0;
            for (Instant hour = NOW.minus(Duration.ofDays(9)); hour.isBefore(NOW); hour = hour.plusSeconds(3600)) {
                SampleBatch.Builder batch = SampleBatch.builder().series(Labels.of("__name__", "requests_total"));
                for (int second = 0; second < 3600 && hour.plusSeconds(second).isBefore(NOW); second += 15) {
                    value = random.nextInt(3000) == 0 ? 0 : value + random.nextInt(7) / 4.0;
                    batch.sample(hour.plusSeconds(second).toEpochMilli(), value);
                }
                store.append(batch.build());
            }
            store.sumUp();
            PromQl promQl = new PromQl(store, clock);
            for (String query : new String[] {
                "increase(requests_total[8d])", "max_over_time(requests_total[8d]) - min_over_time(requests_total[8d])"
            }) {
                var summed = promQl.prepare(query).instant(NOW.toEpochMilli(), QueryOptions.defaults());
                var single = promQl.prepare(query)
                        .instant(NOW.toEpochMilli(), QueryOptions.defaults().withoutSummaries());

                assertThat(summed.value()).as(query).isEqualTo(single.value());
                assertThat(summed.statistics().samplesRead())
                        .as(query)
                        .isPositive()
                        .isLessThan(single.statistics().samplesRead() / 3);
            }
        }
    }
}
