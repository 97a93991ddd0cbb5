package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services come and go, each under new names: what is gone from the store is gone from its index. */
class ChurnTest {
    private static final int SERVICES = 200;
    private static final int DAYS_KEPT = 3;

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-20T12:00:00Z"));
    private Tsdb tsdb;
    private int day;

    @BeforeEach
    void open() {
        tsdb = Tsdb.open(
                directory,
                TsdbConfig.DEFAULTS.withRetention(new RetentionPolicy(Duration.ofDays(DAYS_KEPT), 0, List.of())),
                clock);
    }

    @AfterEach
    void close() {
        tsdb.close();
    }

    private void nextDay() throws Exception {
        clock.advance(Duration.ofDays(1));
        day++;
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int i = 0; i < SERVICES; i++) {
            batch.series(Labels.of("__name__", "up_" + day % 50, "job", "api", "pod", "pod-" + day + "-" + i))
                    .sample(clock.millis(), i);
        }
        assertThat(tsdb.append(batch.build())).isInstanceOf(IngestResult.Accepted.class);
        tsdb.keepUp();
    }

    private List<String> pods() {
        return tsdb.labelValues("pod", new SeriesSelection(List.of(), TimeRange.ALL));
    }

    private static List<String> podsOf(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .boxed()
                .flatMap(day -> IntStream.range(0, SERVICES).mapToObj(i -> "pod-" + day + "-" + i))
                .sorted()
                .toList();
    }

    @Test
    void label_pairs_of_dropped_days_are_forgotten() throws Exception {
        int most = 0;
        for (int i = 0; i < 30; i++) {
            nextDay();
            most = Math.max(most, tsdb.labelPairs());
        }

        assertThat(most).isLessThanOrEqualTo((DAYS_KEPT + 1) * (SERVICES + 1) + 1);
        assertThat(pods()).isEqualTo(podsOf(day - DAYS_KEPT, day));
    }

    @Test
    void what_is_left_is_found_after_a_restart_and_what_comes_back_is_new() throws Exception {
        for (int i = 0; i < 8; i++) {
            nextDay();
        }
        List<String> before = pods();
        int pairs = tsdb.labelPairs();

        tsdb.close();
        open();

        assertThat(pods()).isEqualTo(before);
        assertThat(tsdb.labelPairs()).isEqualTo(pairs);
        Labels returned = Labels.of("__name__", "up_1", "job", "api", "pod", "pod-1-7");
        tsdb.append(
                SampleBatch.builder().series(returned).sample(clock.millis(), 1).build());
        assertThat(tsdb.series(new SeriesSelection(
                        List.of(Matcher.equal("pod", "pod-1-7"), Matcher.equal("__name__", "up_1")), TimeRange.ALL)))
                .containsExactly(returned);
        for (int i = 0; i < 2; i++) {
            nextDay();
        }
        tsdb.close();
        open();
        assertThat(pods()).contains("pod-1-7").hasSize((DAYS_KEPT + 1) * SERVICES + 1);
    }
}
