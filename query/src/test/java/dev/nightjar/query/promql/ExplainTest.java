package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryStatistics;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a result says about its own making: the plan with its costs, samples step by step. */
class ExplainTest {
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AtomicLong readings = new AtomicLong();
    /** Each look at the clock takes a millisecond, and nothing else takes time. */
    private final InstantSource clock = () -> Instant.ofEpochMilli(readings.incrementAndGet());

    ExplainTest() {
        for (String job : List.of("a", "b")) {
            for (int i = 0; i <= 60; i++) {
                store.put(Labels.of("__name__", "requests_total", "job", job), i * 10_000L, i);
                store.put(Labels.of("__name__", "up", "job", job), i * 10_000L, 1);
            }
        }
    }

    private QueryResult ask(String query) {
        return new PromQl(store, clock)
                .prepare(query)
                .range(300_000, 420_000, 60_000, QueryOptions.defaults().explained());
    }

    private PlanNode plan(String query) {
        return ask(query).plan().orElseThrow();
    }

    @Test
    void the_plan_follows_the_query_without_parentheses_and_literals() {
        PlanNode plan = plan("(sum by (job) (rate(requests_total[1m])) * 60) > on (job) group_left () -up");

        assertThat(plan.operation()).isEqualTo(">");
        assertThat(plan.text())
                .isEqualTo("(sum by (job) (rate(requests_total[1m])) * 60) > on (job) group_left () -up");
        PlanNode product = plan.inputs().getFirst();
        assertThat(product.operation()).isEqualTo("*");
        assertThat(product.inputs()).extracting(PlanNode::operation).containsExactly("sum by (job)");
        PlanNode rate = product.inputs().getFirst().inputs().getFirst();
        assertThat(rate.operation()).isEqualTo("rate()");
        assertThat(rate.inputs()).extracting(PlanNode::operation).containsExactly("select range");
        PlanNode negated = plan.inputs().getLast();
        assertThat(negated.operation()).isEqualTo("negate");
        assertThat(negated.inputs()).extracting(PlanNode::text).containsExactly("up");
    }

    @Test
    void each_part_says_what_it_read_and_what_it_handed_on() {
        PlanNode sum = plan("sum(rate(requests_total[1m]))");
        PlanNode rate = sum.inputs().getFirst();
        PlanNode selector = rate.inputs().getFirst();

        assertThat(selector.seriesRead()).isEqualTo(2);
        assertThat(selector.samplesRead()).isEqualTo(2 * 18);
        assertThat(selector.resultSeries()).isEqualTo(2);
        assertThat(rate.seriesRead()).isZero();
        assertThat(rate.resultSeries()).isEqualTo(2);
        assertThat(rate.resultValues()).isEqualTo(2 * 3);
        assertThat(sum.resultSeries()).isEqualTo(1);
        assertThat(sum.resultValues()).isEqualTo(3);
    }

    @Test
    void the_times_of_all_parts_add_up_to_that_of_the_whole() {
        QueryResult result = ask("sum(rate(requests_total[1m])) + scalar(up{job=\"a\"})");
        QueryStatistics.Timings timings = result.statistics().timings();

        Duration time = result.plan().orElseThrow().time();
        assertThat(time).isPositive().isLessThanOrEqualTo(timings.innerEval());
        assertThat(timings.execTotal()).isEqualTo(timings.innerEval().plus(timings.preparation()));
    }

    @Test
    void what_is_the_same_at_every_step_is_evaluated_once_and_says_so() {
        PlanNode rate = plan("rate(requests_total[1m] @ 300)");

        assertThat(rate.notes()).containsExactly("the same at every step: evaluated once");
        assertThat(rate.resultValues()).isEqualTo(2 * 3);
        assertThat(rate.inputs().getFirst().samplesRead()).isEqualTo(2 * 6);
    }

    @Test
    void without_being_asked_there_is_no_plan() {
        assertThat(new PromQl(store, clock)
                        .prepare("up")
                        .instant(0, QueryOptions.defaults())
                        .plan())
                .isEmpty();
    }

    @Test
    void samples_are_counted_at_each_step_that_looks_at_them() {
        assertThat(ask("up").statistics().samplesPerStep()).containsExactly(2, 2, 2);
        assertThat(ask("rate(requests_total[1m])").statistics().samplesPerStep())
                .containsExactly(12, 12, 12);
        assertThat(ask("up + rate(requests_total[1m])").statistics().samplesPerStep())
                .containsExactly(14, 14, 14);
        assertThat(ask("up + rate(requests_total[1m])").statistics().totalSamples())
                .isEqualTo(42);
    }

    @Test
    void samples_that_are_shown_themselves_are_counted() {
        QueryResult shown =
                new PromQl(store, clock).prepare("requests_total[1m]").instant(300_000, QueryOptions.defaults());

        assertThat(shown.statistics().totalSamples()).isEqualTo(12);

        QueryResult computed =
                new PromQl(store, clock).prepare("sum(up)[2m:30s]").instant(300_000, QueryOptions.defaults());

        assertThat(computed.statistics().totalSamples()).isEqualTo(2 * 4);
    }

    @Test
    void a_subquery_counts_what_its_windows_see_of_it() {
        assertThat(ask("max_over_time(up[1m:5s])").statistics().samplesPerStep())
                .containsExactly(24, 24, 24);
    }

    @Test
    void what_is_evaluated_once_counts_for_every_step() {
        QueryStatistics statistics =
                ask("max_over_time(requests_total[1m] @ 300)").statistics();

        assertThat(statistics.samplesPerStep()).containsExactly(12, 12, 12);
        assertThat(statistics.samplesRead()).isEqualTo(12);
        assertThat(statistics.steps().at(2)).isEqualTo(420_000);
    }

    @Test
    void the_peak_is_what_was_kept_at_one_time() {
        assertThat(ask("sum(requests_total)").statistics().peakSamples())
                .isLessThan(ask("requests_total + requests_total").statistics().peakSamples());
    }
}
