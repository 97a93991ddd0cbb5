package dev.nightjar.alerting.slo;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long everything may fail before a budget is gone, by target and window, and what becomes of an outage over time. */
class BudgetTableTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    /** Longer windows are read in longer slices. */
    private static final List<Duration> SLICES =
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));

    private final TestingExpressions expressions = new TestingExpressions();

    private Slo slo(String target, String window) {
        String text = OpenSloFileTest.CHECKOUT
                .replace("target: 0.999", "target: " + target)
                .replace("30d", window);
        return SloFile.read("slos/x.yml", text, expressions, new Problems()).getFirst();
    }

    /** One request a second, all of which fail from {@code begin} on for so long. */
    private void outage(Slo slo, Duration slice, Instant begin, Duration length) {
        expressions.answer(slo.totalQuery(slice), sample(1));
        expressions.answer(slo.badQuery(slice), at -> {
            long from = Math.max(at.minus(slice).toEpochMilli(), begin.toEpochMilli());
            long until = Math.min(at.toEpochMilli(), begin.plus(length).toEpochMilli());
            return List.of(sample(Math.max(0, until - from) / (double) slice.toMillis()));
        });
    }

    private SloStatus status(Slo slo, Instant at) {
        return new SloMeter(slo, expressions).status(at, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "0.99, 30d, 7h12m",
        "0.995, 30d, 3h36m",
        "0.999, 30d, 43m12s",
        "0.999, 28d, 40m19s200ms",
        "0.999, 90d, 2h9m36s",
        "0.999, 365d, 8h45m36s",
        "0.9995, 30d, 21m36s",
        "0.9999, 30d, 4m19s200ms",
        "0.99999, 30d, 25s920ms",
    })
    void an_outage_of_the_allowed_time_takes_the_whole_budget_and_half_of_it_half(
            String target, String window, String allowed) {
        Slo slo = slo(target, window);
        Duration length = DurationText.parse(allowed).orElseThrow();
        assertThat(slo.budget() * slo.window().toMillis()).isCloseTo((double) length.toMillis(), within(1.0));
        Instant begin = NOW.minus(Duration.ofDays(3));
        SLICES.forEach(slice -> outage(slo, slice, begin, length));
        assertThat(remaining(slo)).isCloseTo(0, within(1e-6));
        SLICES.forEach(slice -> outage(slo, slice, begin, length.dividedBy(2)));
        assertThat(remaining(slo)).isCloseTo(0.5, within(1e-6));
    }

    private double remaining(Slo slo) {
        return Objects.requireNonNull(status(slo, NOW).budgetRemaining());
    }

    @Test
    void an_outage_that_leaves_a_rolling_window_gives_its_budget_back() {
        Slo slo = slo("0.999", "30d");
        Instant begin = NOW.minus(Duration.ofDays(29));
        outage(slo, Duration.ofMinutes(15), begin, Duration.ofMinutes(30));
        assertThat(status(slo, NOW).badEvents()).isCloseTo(1800, within(1e-6));
        assertThat(status(slo, NOW.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(15)))
                        .badEvents())
                .isCloseTo(900, within(1e-6));
        assertThat(status(slo, NOW.plus(Duration.ofDays(2))).badEvents()).isZero();
    }
}
