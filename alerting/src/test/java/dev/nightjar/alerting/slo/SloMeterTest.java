package dev.nightjar.alerting.slo;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloMeterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private static final Duration SLICE = Duration.ofMinutes(15);

    private final TestingExpressions expressions = new TestingExpressions();

    private final Slo slo = SloFile.read("slos/x.yml", OpenSloFileTest.CHECKOUT, expressions, new Problems())
            .getFirst();

    private SloStatus status() {
        return new SloMeter(slo, expressions).status(NOW, List.of());
    }

    private void rates(double bad, double total) {
        rates(bad, total, NOW.minus(Duration.ofDays(40)));
    }

    /** The same at all times since it began, in slices of 15 minutes. */
    private void rates(double bad, double total, Instant began) {
        expressions.answer(slo.badQuery(SLICE), at -> at.isAfter(began) ? List.of(sample(bad)) : List.of());
        expressions.answer(slo.totalQuery(SLICE), at -> at.isAfter(began) ? List.of(sample(total)) : List.of());
        expressions.answer(slo.totalQuery(Duration.ofHours(1)), sample(total));
    }

    @Test
    void the_budget_is_the_sum_of_bad_events_by_the_sum_of_valid_ones() {
        rates(0.0004, 1);
        SloStatus status = status();
        assertThat(status.sli()).isCloseTo(0.9996, within(1e-12));
        assertThat(status.budgetRemaining()).isCloseTo(0.6, within(1e-9));
        assertThat(status.totalEvents()).isCloseTo(2_592_000, within(1e-3));
        assertThat(status.badEvents()).isCloseTo(1036.8, within(1e-6));
    }

    @Test
    void overspending_is_not_clamped() {
        rates(0.003, 1);
        assertThat(status().budgetRemaining()).isCloseTo(-2, within(1e-9));
        assertThat(status().exhaustedAt()).isEqualTo(NOW);
        assertThat(status().sentence()).startsWith("checkout has overspent its error budget: 300 % used");
    }

    @Test
    void it_says_how_much_of_the_window_is_known() {
        rates(0, 1, NOW.minus(Duration.ofHours(5)));
        assertThat(status().known()).isEqualTo(Duration.ofHours(5));
        assertThat(status().counts()).isEqualTo(new SloStatus.SliceCounts(20, 0, 2860, SLICE));
        assertThat(status().sentence()).contains("100 % of its error budget left", "of history there are");
    }

    @Test
    void burning_too_fast_it_says_when_the_budget_is_gone() {
        rates(0.0005, 1);
        expressions.answer(slo.burnQuery(Duration.ofHours(1)), sample(30));
        expressions.answer(slo.burnQuery(Duration.ofMinutes(5)), sample(25));
        expressions.answer(slo.badCountQuery(Duration.ofHours(1)), sample(slo.minBadEvents()));
        SloStatus status = status();
        assertThat(status.burn()).isEqualTo(30);
        assertThat(status.paging()).isTrue();
        assertThat(status.exhaustedAt())
                .isBetween(NOW.plus(Duration.ofMinutes(719)), NOW.plus(Duration.ofMinutes(721)));
        assertThat(status.sentence()).contains("burns it 30.0 times too fast");
    }

    @Test
    void few_bad_events_wake_nobody_however_fast_they_burn() {
        rates(0.0005, 1);
        expressions.answer(slo.burnQuery(Duration.ofHours(1)), sample(30));
        expressions.answer(slo.burnQuery(Duration.ofMinutes(5)), sample(25));
        expressions.answer(slo.badCountQuery(Duration.ofHours(1)), sample(slo.minBadEvents() - 1));
        assertThat(status().burn()).isEqualTo(30);
        assertThat(status().paging()).isFalse();
    }

    @Test
    void without_data_nothing_is_claimed() {
        SloStatus status = status();
        assertThat(status.sli()).isNull();
        assertThat(status.budgetRemaining()).isNull();
        assertThat(status.known()).isZero();
        assertThat(status.sentence()).isEqualTo("checkout has no data for this objective yet.");
    }

    @Test
    void what_happens_within_a_slice_counts_before_the_slice_is_over() {
        Instant now = NOW.plus(Duration.ofMinutes(10));
        rates(0, 1);
        expressions.answer(slo.badQuery(Duration.ofMinutes(10)), sample(0.5));
        expressions.answer(slo.totalQuery(Duration.ofMinutes(10)), sample(1));
        assertThat(new SloMeter(slo, expressions).status(now, List.of()).badEvents())
                .isCloseTo(300, within(1e-6));
    }

    @Test
    void what_was_corrected_away_counts_neither_as_good_nor_as_bad() {
        rates(0.0004, 1);
        BudgetCorrection correction = new BudgetCorrection(
                "c1",
                slo.name(),
                NOW.minus(Duration.ofDays(10)),
                NOW.minus(Duration.ofDays(7)),
                "drill",
                "ana",
                "ben",
                NOW,
                null);
        SloStatus status = new SloMeter(slo, expressions).status(NOW, List.of(correction));
        assertThat(status.totalEvents()).isCloseTo(2_592_000 * 0.9, within(1e-3));
        assertThat(status.badEvents()).isCloseTo(1036.8 * 0.9, within(1e-6));
        assertThat(status.correctedBad()).isCloseTo(103.68, within(1e-6));
        assertThat(status.budgetRemaining()).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void only_what_is_new_is_asked_again() {
        rates(0.0004, 1);
        SloMeter meter = new SloMeter(slo, expressions);
        meter.status(NOW, List.of());
        int[] asked = {0};
        expressions.answer(slo.totalQuery(SLICE), at -> {
            asked[0]++;
            return List.of(sample(1));
        });
        SloStatus later = meter.status(NOW.plus(Duration.ofMinutes(15)), List.of());
        assertThat(asked[0]).isEqualTo(3);
        assertThat(later.badEvents()).isCloseTo(1036.8, within(1e-6));
    }
}
