package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.slo.BudgetLedger;
import dev.nightjar.alerting.slo.BurnRules;
import dev.nightjar.alerting.slo.Charging;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloFile;
import dev.nightjar.alerting.slo.SloMeter;
import dev.nightjar.alerting.slo.SloStatus;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Objectives on the engine that they are asked of. A day with one request a second: an hour in which half of them fail, a
 * quarter of an hour in which nothing was measured, a value that is too high for ten minutes.
 */
class SloQueriesTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-21T00:00:00Z");
    private static final int STEP = 15;

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final Expressions expressions =
            new QueryExpressions(store, new InMemoryLogStore(), InstantSource.fixed(END));

    @BeforeEach
    void day() {
        SampleBatch.Builder good = SampleBatch.builder().series(labels("200"));
        SampleBatch.Builder bad = SampleBatch.builder().series(labels("500"));
        SampleBatch.Builder p99 = SampleBatch.builder().series(Labels.of("__name__", "p99"));
        double goodCount = 0;
        double badCount = 0;
        for (int second = 0; second <= 86_400; second += STEP) {
            boolean failing = second > 6 * 3600 && second <= 7 * 3600;
            goodCount += failing ? STEP / 2.0 : STEP;
            badCount += failing ? STEP / 2.0 : 0;
            long time = START.plusSeconds(second).toEpochMilli();
            boolean silent = second > 12 * 3600 && second <= 12 * 3600 + 900;
            if (!silent) {
                good.sample(time, goodCount);
                bad.sample(time, badCount);
            }
            p99.sample(time, second > 3600 && second <= 4200 ? 2 : 0.1);
        }
        for (SampleBatch.Builder batch : List.of(good, bad, p99)) {
            store.append(batch.build());
        }
    }

    private static Labels labels(String code) {
        return Labels.of("__name__", "requests_total", "service", "shop", "code", code);
    }

    private Slo slo(String indicator, String method, String objective) {
        Problems problems = new Problems();
        List<Slo> slos = SloFile.read(
                "slos/x.yml",
                """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: shop, annotations: {nightjar.dev/windows: '1h/5m:2, 6h/30m:1.5:ticket'%s}}
                spec:
                  service: shop
                  indicator: {spec: {%s}}
                  timeWindow: [{duration: 1d, isRolling: true}]
                  budgetingMethod: %s
                  objectives: [{%s}]
                """.formatted(
                                method.contains("/") ? ", nightjar.dev/no-data: " + method.replaceFirst(".*/", "") : "",
                                indicator,
                                method.replaceFirst("/.*", ""),
                                objective),
                expressions,
                problems);
        assertThat(problems.sorted()).isEmpty();
        return slos.getFirst();
    }

    private static String ratio() {
        return "ratioMetric: {counter: true,"
                + " bad: {metricSource: {spec: {query: 'sum(increase(requests_total{code=\"500\"}[{{.window}}]))'}}},"
                + " total: {metricSource: {spec: {query: 'sum(increase(requests_total[{{.window}}]))'}}}}";
    }

    private SloStatus status(Slo slo) {
        return new SloMeter(slo, expressions).status(END, List.of());
    }

    @Test
    void events_are_counted_over_the_whole_history_at_once() {
        SloStatus status = status(slo(ratio(), "Occurrences", "target: 0.9"));
        assertThat(status.badEvents()).isCloseTo(1800, within(15.0));
        assertThat(status.totalEvents()).isCloseTo(86_400 - 900, within(100.0));
        assertThat(status.counts().bad()).isBetween(60, 62);
        assertThat(status.counts().noData()).isBetween(14, 16);
        assertThat(status.sentence()).contains("of its error budget left");
    }

    @Test
    void the_ledger_adds_up_to_what_the_status_says() {
        Slo slo = slo(ratio(), "Occurrences", "target: 0.9");
        SloMeter meter = new SloMeter(slo, expressions);
        BudgetLedger ledger = meter.ledger(END, List.of(), Charging.USUAL);
        assertThat(ledger.bad()).isEqualTo(meter.status(END, List.of()).badEvents());
        assertThat(ledger.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.bad()).isEqualTo(ledger.bad()));
    }

    @Test
    void slices_of_time_are_counted_whole_and_those_without_data_as_the_objective_says() {
        String objective = "target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5";
        SloStatus good = status(slo(ratio(), "Timeslices", objective));
        assertThat(good.totalEvents()).isCloseTo(288, within(1e-6));
        assertThat(good.badEvents()).isCloseTo(12, within(1e-6));
        SloStatus bad = status(slo(ratio(), "Timeslices/bad", objective));
        assertThat(bad.totalEvents()).isCloseTo(288, within(1e-6));
        assertThat(bad.badEvents()).isBetween(12 + 2.0, 12 + 4.0);
        SloStatus left = status(slo(ratio(), "Timeslices/exclude", objective));
        assertThat(left.totalEvents()).isBetween(284.0, 287.0);
        assertThat(left.badEvents()).isCloseTo(12, within(1e-6));
    }

    @Test
    void the_shares_of_slices_can_be_averaged() {
        SloStatus status = status(slo(ratio(), "RatioTimeslices", "target: 0.9, timeSliceWindow: 5"));
        assertThat(status.badEvents()).isCloseTo(6, within(0.2));
        assertThat(status.totalEvents()).isCloseTo(288, within(1e-6));
    }

    @Test
    void a_value_above_its_threshold_is_bad_minute_by_minute() {
        SloStatus status = status(slo(
                "thresholdMetric: {metricSource: {spec: {query: p99}}}",
                "Occurrences",
                "target: 0.9, op: lt, value: 1"));
        assertThat(status.badEvents()).isCloseTo(10, within(1.0));
        assertThat(status.totalEvents()).isCloseTo(1440, within(2.0));
    }

    /** Each of the generated rules can be evaluated, in the middle of the outage and long after. */
    @Test
    void the_rules_of_every_kind_of_objective_see_the_outage_and_its_end() {
        List<Slo> slos = List.of(
                slo(ratio(), "Occurrences", "target: 0.9"),
                slo(ratio(), "Timeslices", "target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5"),
                slo(ratio(), "RatioTimeslices", "target: 0.9, timeSliceWindow: 5"));
        Instant during = START.plus(Duration.ofMinutes(6 * 60 + 55));
        Instant after = START.plus(Duration.ofHours(20));
        for (Slo slo : slos) {
            assertThat(BurnRules.of(slo, expressions)
                            .rules()
                            .getFirst()
                            .expression()
                            .at(during))
                    .as(slo.slices().toString())
                    .hasSize(1);
            assertThat(BurnRules.of(slo, expressions)
                            .rules()
                            .getFirst()
                            .expression()
                            .at(after))
                    .isEmpty();
            assertThat(BurnRules.slow(slo, expressions).rules())
                    .allSatisfy(rule -> assertThat(rule.expression().at(after)).isEmpty());
        }
    }
}
