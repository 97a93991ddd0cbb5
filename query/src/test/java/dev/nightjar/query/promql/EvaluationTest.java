package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final QueryOptions OPTIONS = QueryOptions.defaults();

    private static InMemorySeriesStore randomStore(long seed) {
        Random random = new Random(seed);
        InMemorySeriesStore store = new InMemorySeriesStore();
        for (String metric : List.of("a_total", "b_total", "c")) {
            for (int job = 0; job < 2; job++) {
                for (int instance = 0; instance < 2; instance++) {
                    Labels labels = Labels.of(
                            "__name__", metric, "job", Integer.toString(job), "instance", Integer.toString(instance));
                    double value = 0;
                    for (int i = 0; i < 60; i++) {
                        long time = i * 20_000L + random.nextInt(3) * 1000L;
                        value = random.nextInt(15) == 0 ? 0 : value + random.nextInt(10);
                        if (random.nextInt(8) > 0) {
                            store.put(labels, time, random.nextInt(20) == 0 ? StaleMarker.VALUE : value);
                        }
                    }
                }
            }
        }
        return store;
    }

    /** Either the values by labels, or why there are none. */
    private record Answer(Map<Labels, Double> values, Optional<String> failure) {}

    private static Answer instant(PreparedQuery query, long time) {
        try {
            Map<Labels, Double> values = new TreeMap<>();
            QueryValue.InstantVector vector =
                    (QueryValue.InstantVector) query.instant(time, OPTIONS).value();
            vector.samples().forEach(sample -> values.put(sample.labels(), sample.value()));
            return new Answer(values, Optional.empty());
        } catch (QueryException e) {
            return new Answer(Map.of(), Optional.of(e.detail()));
        }
    }

    @Property(tries = 150)
    void a_range_query_answers_at_each_step_what_an_instant_query_answers(@ForAll long seed) {
        String text = new QueryGenerator(seed).vector(3);
        PreparedQuery query = new PromQl(randomStore(seed), InstantSource.system()).prepare(text);
        long start = 300_000;
        long step = 45_000;
        long end = start + 12 * step;
        QueryValue.RangeMatrix matrix;
        try {
            matrix = (QueryValue.RangeMatrix)
                    query.range(start, end, step, OPTIONS).value();
        } catch (QueryException e) {
            for (long time = start; time <= end; time += step) {
                if (instant(query, time).failure().isPresent()) {
                    return;
                }
            }
            throw new AssertionError("fails as a range query only: " + text, e);
        }
        for (long time = start; time <= end; time += step) {
            Map<Labels, Double> found = new TreeMap<>();
            for (QueryValue.Series series : matrix.series()) {
                for (int i = 0; i < series.size(); i++) {
                    if (series.timesMillis()[i] == time) {
                        found.put(series.labels(), series.values()[i]);
                    }
                }
            }
            assertThat(found)
                    .as("%s at %d", text, time)
                    .isEqualTo(instant(query, time).values());
        }
    }

    @Test
    void too_many_samples_end_a_query() {
        PreparedQuery query = new PromQl(randomStore(1), InstantSource.system()).prepare("rate(a_total[10m])");
        QueryOptions options = OPTIONS.withLimits(new QueryLimits(100, 1000, 1000, Duration.ofMinutes(1)));

        QueryException failure = catchThrowableOfType(QueryException.class, () -> query.instant(900_000, options));

        assertThat(failure.kind()).isEqualTo(ErrorKind.EXECUTION);
        assertThat(failure)
                .hasMessage("query processing would load too many samples into memory: more than 100;"
                        + " narrow its selectors or its time range, or raise the limit");
    }

    @Test
    void too_many_series_end_a_query() {
        PreparedQuery query = new PromQl(randomStore(1), InstantSource.system()).prepare("{job=~\".+\"}");
        QueryOptions options = OPTIONS.withLimits(new QueryLimits(10_000, 3, 1000, Duration.ofMinutes(1)));

        assertThatThrownBy(() -> query.instant(900_000, options))
                .hasMessage("the query selects more than 3 series; narrow its selectors, or raise the limit of series"
                        + " per query");
    }

    @Test
    void a_canceled_query_stops() {
        PreparedQuery query = new PromQl(randomStore(1), InstantSource.system()).prepare("a_total");
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        QueryException failure = catchThrowableOfType(
                QueryException.class, () -> query.instant(900_000, OPTIONS.withCancellation(cancellation)));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELED);
        assertThat(failure.kind().httpStatus()).isEqualTo(499);
    }

    @Test
    void a_query_stops_when_its_time_is_over() {
        AtomicLong readings = new AtomicLong();
        InstantSource anHourLaterEachTime = () -> Instant.EPOCH.plusSeconds(3_600 * readings.incrementAndGet());
        PreparedQuery query = new PromQl(randomStore(1), anHourLaterEachTime).prepare("a_total");

        QueryException failure = catchThrowableOfType(QueryException.class, () -> query.instant(900_000, OPTIONS));

        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure).hasMessage("the query timed out after 120000 ms");
    }

    @Test
    void a_range_that_makes_no_sense_is_bad_data() {
        PreparedQuery query = new PromQl(randomStore(1), InstantSource.system()).prepare("a_total");

        assertThatThrownBy(() -> query.range(0, 1000, 0, OPTIONS)).hasMessageStartingWith("zero or negative query");
        assertThatThrownBy(() -> query.range(1000, 0, 1, OPTIONS)).hasMessageStartingWith("end timestamp must not be");
        assertThatThrownBy(() -> query.range(0, 11_001_000, 1000, OPTIONS))
                .hasMessageStartingWith("exceeded maximum resolution of 11000 points");
        assertThat(((QueryValue.RangeMatrix)
                                query.range(0, 11_000_000, 1000, OPTIONS).value())
                        .series())
                .isNotEmpty();
    }

    @Test
    void times_and_subqueries_beyond_reason_are_refused() {
        PromQl promql = new PromQl(randomStore(1), InstantSource.system());

        assertThatThrownBy(() -> promql.prepare("a_total").instant(Long.MAX_VALUE, OPTIONS))
                .hasMessage("time 9223372036854775807 ms is out of range");
        assertThatThrownBy(
                        () -> promql.prepare("sum_over_time(a_total[10y:1ms])").instant(0, OPTIONS))
                .hasMessage("the subquery a_total[10y:1ms] has more than 1000000 steps; use a longer step or a shorter"
                        + " range");
        assertThat(promql.prepare("a_total @ 1e14 offset -1y")
                        .instant(0, OPTIONS)
                        .warnings())
                .isEmpty();
    }

    @Test
    void a_result_says_what_it_read() {
        QueryResult result = new PromQl(randomStore(1), InstantSource.system())
                .prepare("count(a_total)")
                .instant(600_000, OPTIONS);

        assertThat(result.statistics().seriesRead()).isEqualTo(4);
        assertThat(result.statistics().samplesUsed()).isGreaterThan(4);
    }
}
