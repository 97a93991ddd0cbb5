package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries over long windows give, from summaries, bit by bit what they give from samples. */
class SummariesTest {
    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    private static final long START = 20_400 * DAY;
    private static final List<String> FUNCTIONS = List.of(
            "count_over_time",
            "present_over_time",
            "first_over_time",
            "last_over_time",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "min_over_time",
            "max_over_time",
            "sum_over_time",
            "avg_over_time",
            "delta",
            "increase",
            "rate");

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final Random random = new Random(12);
    private int asked;

    @BeforeEach
    void fill() {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int s = 0; s < 12; s++) {
            batch.series(Labels.of("__name__", "m_total", "s", "" + s));
            double value = 0;
            for (long time = START + s; time < START + 4 * DAY; time += 60_000 + (s > 5 ? random.nextInt(30_000) : 0)) {
                if (s % 4 == 3 && random.nextInt(400) == 0) {
                    time += random.nextInt(3) * HOUR;
                }
                value = next(s, value);
                batch.sample(time, value);
            }
        }
        store.append(batch.build());
    }

    /** Counters of whole numbers and of fractions, with resets, gauges, stale markers and other NaNs. */
    private double next(int series, double before) {
        if (series == 10 && random.nextInt(50) == 0) {
            return random.nextBoolean() ? StaleMarker.VALUE : Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        }
        return switch (series % 4) {
            case 0 -> random.nextInt(300) == 0 ? 0 : Math.max(0, before) + random.nextInt(5);
            case 1 -> random.nextInt(40) == 0 ? random.nextDouble() : before + random.nextDouble();
            case 2 -> random.nextInt(50);
            default -> random.nextGaussian();
        };
    }

    @Test
    void windows_that_begin_and_end_with_stretches() {
        for (String function : FUNCTIONS) {
            same(function + "(m_total[1h])", TimeSteps.range(START + 5 * HOUR, START + 4 * DAY, HOUR));
            same(function + "(m_total[6h])", TimeSteps.range(START + DAY, START + 4 * DAY, 2 * HOUR));
            same(function + "(m_total[10m])", TimeSteps.range(START + 300_000, START + 2 * DAY, 300_000));
            same(function + "(m_total[1d] offset 1h)", TimeSteps.range(START + DAY, START + 4 * DAY, HOUR));
        }
        assertThat(asked).isPositive();
    }

    @Test
    void one_long_window_wherever_it_begins() {
        for (String function : FUNCTIONS) {
            for (int round = 0; round < 5; round++) {
                long time = START + 2 * DAY + random.nextLong(2 * DAY);
                same(function + "(m_total[" + (DAY + random.nextLong(2 * DAY)) + "ms])", TimeSteps.instant(time));
            }
        }
        assertThat(asked).isPositive();
    }

    @Test
    void other_windows_ask_for_no_summaries() {
        same("rate(m_total[1h])", TimeSteps.range(START + DAY + 1, START + 3 * DAY, HOUR));
        same("rate(m_total[1h])", TimeSteps.range(START + DAY, START + DAY + HOUR, HOUR));
        same("quantile_over_time(0.5, m_total[1d])", TimeSteps.instant(START + 3 * DAY));
        same("irate(m_total[1d])", TimeSteps.instant(START + 3 * DAY));

        assertThat(asked).isZero();
    }

    @Test
    void a_query_can_forbid_them() {
        result(
                "rate(m_total[1d])",
                TimeSteps.instant(START + 3 * DAY),
                QueryOptions.defaults().withoutSummaries());

        assertThat(asked).isZero();
    }

    private void same(String query, TimeSteps steps) {
        String summed = result(query, steps, QueryOptions.defaults());
        assertThat(summed)
                .as(query)
                .isEqualTo(result(query, steps, QueryOptions.defaults().withoutSummaries()));
        assertThat(summed).as(query).isNotEmpty();
    }

    private String result(String query, TimeSteps steps, QueryOptions options) {
        SeriesReader counting = new Counting();
        QueryValue value = ask(new PromQl(counting, InstantSource.system()).prepare(query), steps, options)
                .value();
        StringBuilder text = new StringBuilder();
        switch (value) {
            case QueryValue.InstantVector vector ->
                vector.samples()
                        .forEach(each -> text.append(each.labels())
                                .append(' ')
                                .append(Double.doubleToRawLongBits(each.value()))
                                .append('\n'));
            case QueryValue.RangeMatrix matrix ->
                matrix.series()
                        .forEach(each -> text.append(each.labels())
                                .append(' ')
                                .append(Arrays.toString(each.timesMillis()))
                                .append(Arrays.toString(Arrays.stream(each.values())
                                        .mapToLong(Double::doubleToRawLongBits)
                                        .toArray()))
                                .append('\n'));
            case QueryValue.Scalar ignored -> throw new AssertionError(query);
            case QueryValue.Text ignored -> throw new AssertionError(query);
        }
        return text.toString();
    }

    private static QueryResult ask(PreparedQuery query, TimeSteps steps, QueryOptions options) {
        return steps.count() == 1
                ? query.instant(steps.startMillis(), options)
                : query.range(steps.startMillis(), steps.lastMillis(), steps.stepMillis(), options);
    }

    /** Counts selections that ask for summaries. */
    private final class Counting extends ForwardingReader {
        Counting() {
            super(store);
        }

        @Override
        public SeriesCursor select(SeriesSelection selection) {
            asked += selection.summaries().isPresent() ? 1 : 0;
            return super.select(selection);
        }
    }
}
