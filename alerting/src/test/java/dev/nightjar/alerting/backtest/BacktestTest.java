package dev.nightjar.alerting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.OnCallFile;
import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Rehearsal;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleSurroundings;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.alerting.rules.Threshold;
import dev.nightjar.alerting.rules.Threshold.Comparison;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Labels SHOP = Labels.of("service", "shop", "instance", "a");

    private static Rule.AlertRule rule(Expression expression, int forMinutes, int keepMinutes) {
        return new Rule.AlertRule(
                "r;g;Slow",
                "Slow",
                "latency > 1",
                expression,
                Duration.ofMinutes(forMinutes),
                Duration.ofMinutes(keepMinutes),
                Map.of("severity", Template.parse("page")),
                Map.of());
    }

    private static long minute(Instant at) {
        return Duration.between(START, at).toMinutes();
    }

    /** {@code latency > 1} over a latency that is a function of the minute. */
    private static Expression latency(LongToDoubleFunction latency, Labels... series) {
        Expression compared = at -> {
            List<Sample> samples = new ArrayList<>();
            for (Labels labels : series) {
                samples.add(new Sample(labels, latency.applyAsDouble(minute(at))));
            }
            return samples;
        };
        return new Expression() {
            @Override
            public List<Sample> at(Instant instant) {
                return compared.at(instant).stream()
                        .filter(sample -> sample.value() > 1)
                        .toList();
            }

            @Override
            public Optional<Threshold> threshold() {
                return Optional.of(new Threshold(compared, Comparison.GREATER, 1));
            }
        };
    }

    private static BacktestResult run(Rule.AlertRule rule, int minutes, OnCall people, KnownIncident... incidents) {
        return new Backtest(rule, START, START.plusSeconds(60L * minutes), STEP).run(people, List.of(incidents));
    }

    @Test
    void says_when_it_would_have_paged_and_whether_that_was_an_incident() {
        Expression expression =
                latency(minute -> (minute >= 30 && minute < 40) || (minute >= 100 && minute < 103) ? 3 : 0.6, SHOP);
        KnownIncident real = new KnownIncident(
                "i1", "Checkout slow", "shop", START.plusSeconds(40 * 60), START.plusSeconds(60 * 60));
        KnownIncident quiet =
                new KnownIncident("i2", "Queue full", "shop", START.plusSeconds(150 * 60), START.plusSeconds(160 * 60));

        BacktestResult result = run(rule(expression, 2, 0), 200, OnCall.BUILT_IN, real, quiet);

        assertThat(result.notices())
                .extracting(notice -> minute(notice.at()), notice -> minute(notice.until()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(32L, 40L), org.assertj.core.groups.Tuple.tuple(102L, 103L));
        assertThat(result.insideIncidents()).isEqualTo(1);
        assertThat(result.notices().getFirst().incident()).isEqualTo(real);
        assertThat(result.missed()).containsExactly(quiet);
        assertThat(result.sentence())
                .isEqualTo("Slow would have paged 2 times in 3h20m, 0 at night; 1 inside incidents and 1 for nothing"
                        + " that is known.");
        assertThat(result.series()).isEqualTo(1);
    }

    @Test
    void says_what_another_threshold_or_another_for_would_have_changed() {
        Expression expression =
                latency(minute -> (minute >= 30 && minute < 40) || (minute >= 100 && minute < 103) ? 1.5 : 0.6, SHOP);

        List<BacktestResult.Variant> variants =
                run(rule(expression, 2, 0), 200, OnCall.BUILT_IN).variants();

        assertThat(variants)
                .filteredOn(BacktestResult.Variant::current)
                .singleElement()
                .satisfies(own -> {
                    assertThat(own.count()).isEqualTo(2);
                    assertThat(own.threshold()).isEqualTo(1);
                });
        assertThat(count(variants, 1, 5)).isEqualTo(1);
        assertThat(count(variants, 1.25, 0)).isEqualTo(2);
        assertThat(count(variants, 2, 0)).isZero();
        assertThat(count(variants, 0.5, 15)).as("always above").isEqualTo(1);
    }

    private static int count(List<BacktestResult.Variant> variants, double threshold, int forMinutes) {
        return variants.stream()
                .filter(variant -> Double.valueOf(threshold).equals(variant.threshold())
                        && variant.holdFor().toMinutes() == forMinutes)
                .findFirst()
                .orElseThrow()
                .count();
    }

    @Test
    void series_of_one_service_are_one_page_and_it_is_night_where_the_person_lives() {
        OnCall people = OnCallFile.read("oncall.yml", """
                people:
                  ana: {name: Ana, zone: America/New_York, contacts: [{inbox: }]}
                  kei: {name: Kei, zone: Asia/Tokyo, contacts: [{inbox: }]}
                policies:
                  us: {steps: [{notify: [ana], delay: 5m}]}
                  jp: {steps: [{notify: [kei], delay: 5m}]}
                services: {shop: us, mail: jp}
                default: us
                """, new Problems());
        Expression expression = latency(
                minute -> minute >= 10 && minute < 20 ? 2 : 0,
                SHOP,
                Labels.of("service", "shop", "instance", "b"),
                Labels.of("service", "mail", "instance", "c"));

        BacktestResult result = run(rule(expression, 0, 0), 60, people);

        assertThat(result.notices())
                .extracting(
                        BacktestResult.Notice::service,
                        BacktestResult.Notice::alerts,
                        BacktestResult.Notice::called,
                        BacktestResult.Notice::night)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("shop", 2, List.of("Ana"), false),
                        org.assertj.core.groups.Tuple.tuple("mail", 1, List.of("Kei"), false));
        assertThat(result.notices().getFirst().at()).isEqualTo(START.plusSeconds(600));
    }

    @Test
    void a_rule_without_a_number_to_compare_with_is_tried_as_it_is() {
        Expression expression = at -> minute(at) % 50 < 5 ? List.of(new Sample(SHOP, 1)) : List.of();
        BacktestResult result = run(rule(expression, 3, 0), 100, OnCall.BUILT_IN);
        assertThat(result.count()).isEqualTo(2);
        assertThat(result.variants())
                .allMatch(variant -> variant.threshold() == null)
                .hasSize(5);
    }

    /** Whatever holds when, the replay fires at the steps at which the rules' own state machine does. */
    @Test
    void fires_when_the_state_machine_fires() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean[] holds = new boolean[80];
            for (int i = 0; i < holds.length; i++) {
                holds[i] = (i > 0 && random.nextInt(4) > 0) ? holds[i - 1] : random.nextBoolean();
            }
            int forSteps = random.nextInt(5);
            int keepSteps = random.nextInt(5);
            Holding holding = new Holding();
            for (int i = 0; i < holds.length; i++) {
                if (holds[i]) {
                    holding.holds(i);
                }
            }
            boolean[] fires = new boolean[holds.length];
            for (Span span : holding.firing(forSteps, keepSteps)) {
                for (long i = span.first(); i <= span.last() && i < fires.length; i++) {
                    fires[(int) i] = true;
                }
            }
            assertThat(fires).as("seed " + seed).isEqualTo(machine(holds, forSteps, keepSteps));
        }
    }

    private static boolean[] machine(boolean[] holds, int forMinutes, int keepMinutes) {
        Expression expression = at -> holds[(int) minute(at)] ? List.of(new Sample(SHOP, 1)) : List.of();
        Rehearsal rehearsal = new Rehearsal(
                List.of(new RuleGroup(
                        "r", "g", STEP, 0, Duration.ZERO, List.of(rule(expression, forMinutes, keepMinutes)))),
                new InMemorySeriesStore(),
                new RuleSurroundings(Map.of(), "", new TestingExpressions()));
        boolean[] fires = new boolean[holds.length];
        for (int i = 0; i < holds.length; i++) {
            assertThat(rehearsal.evaluate(START.plusSeconds(60L * i))).isEmpty();
            fires[i] = !rehearsal.firing("Slow").isEmpty();
        }
        return fires;
    }
}
