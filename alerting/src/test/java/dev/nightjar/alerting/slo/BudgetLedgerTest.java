package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BudgetLedgerTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration SLICE = Duration.ofMinutes(15);

    private static final List<BudgetClaim.Kind> CLAIMING = List.of(
            BudgetClaim.Kind.CORRECTION,
            BudgetClaim.Kind.INCIDENT,
            BudgetClaim.Kind.DEPLOY,
            BudgetClaim.Kind.MAINTENANCE);

    private static Instant minute(long minutes) {
        return START.plusSeconds(60 * minutes);
    }

    private static BudgetClaim claim(BudgetClaim.Kind kind, String id, long from, long until) {
        return new BudgetClaim(kind, id, id, minute(from), minute(until));
    }

    private static SliceColumn slices(double[] bad, double[] total) {
        return new SliceColumn(START, SLICE, START.plus(SLICE.multipliedBy(bad.length)), bad, total);
    }

    private static BudgetLedger ledger(SliceColumn slices, BudgetClaim... claims) {
        return BudgetLedger.of(slices, new SloWindow.Period(START, slices.until()), 0.01, List.of(claims));
    }

    private static double bad(BudgetLedger ledger, String id) {
        return ledger.entries().stream()
                .filter(entry -> entry.claim().id().equals(id))
                .mapToDouble(BudgetLedger.Entry::bad)
                .sum();
    }

    @Test
    void bad_events_are_charged_to_what_covers_their_time() {
        BudgetLedger ledger = ledger(
                slices(new double[] {10, 20, 30, 40}, new double[] {100, 100, 100, 100}),
                claim(BudgetClaim.Kind.INCIDENT, "incident", 10, 30),
                claim(BudgetClaim.Kind.DEPLOY, "deploy", 0, 40));

        assertThat(ledger.bad()).isCloseTo(100, within(1e-9));
        assertThat(bad(ledger, "incident")).isCloseTo(10 / 3.0 + 20, within(1e-9));
        assertThat(bad(ledger, "deploy")).isCloseTo(20 / 3.0 + 20, within(1e-9));
        assertThat(bad(ledger, "unattributed")).isCloseTo(50, within(1e-9));
        assertThat(ledger.entries().getFirst().budgetShare())
                .as("50 of 4 allowed")
                .isCloseTo(12.5, within(1e-9));
    }

    @Test
    void of_two_incidents_at_one_time_the_one_opened_first_pays() {
        BudgetLedger ledger = ledger(
                slices(new double[] {15, 15}, new double[] {100, 100}),
                claim(BudgetClaim.Kind.INCIDENT, "second", 10, 30),
                claim(BudgetClaim.Kind.INCIDENT, "first", 0, 20));
        assertThat(bad(ledger, "first")).isCloseTo(20, within(1e-9));
        assertThat(bad(ledger, "second")).isCloseTo(10, within(1e-9));
    }

    @Test
    void of_two_deploys_the_last_one_before_pays() {
        BudgetLedger ledger = ledger(
                slices(new double[] {15, 15}, new double[] {100, 100}),
                claim(BudgetClaim.Kind.DEPLOY, "old", 0, 30),
                claim(BudgetClaim.Kind.DEPLOY, "new", 15, 45));
        assertThat(bad(ledger, "old")).isCloseTo(15, within(1e-9));
        assertThat(bad(ledger, "new")).isCloseTo(15, within(1e-9));
    }

    @Test
    void a_correction_stands_struck_through_and_counts_nowhere() {
        BudgetLedger ledger = ledger(
                slices(new double[] {10, 90}, new double[] {100, 100}),
                claim(BudgetClaim.Kind.CORRECTION, "drill", 15, 30),
                claim(BudgetClaim.Kind.INCIDENT, "incident", 0, 30));
        assertThat(ledger.bad()).isCloseTo(10, within(1e-9));
        assertThat(ledger.total()).isCloseTo(100, within(1e-9));
        assertThat(ledger.correctedBad()).isCloseTo(90, within(1e-9));
        assertThat(ledger.entries().getLast().isStruckThrough()).isTrue();
        assertThat(bad(ledger, "incident")).isCloseTo(10, within(1e-9));
    }

    /** Whatever is claimed, and however claims overlap: nothing is lost, made or charged twice. */
    @Test
    void the_entries_add_up_to_the_spend_whatever_is_claimed() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(60);
            double[] bad = new double[size];
            double[] total = new double[size];
            for (int i = 0; i < size; i++) {
                total[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextInt(10_000);
                bad[i] = total[i] > 0 ? total[i] * random.nextDouble() : 0;
            }
            SliceColumn slices = slices(bad, total);
            List<BudgetClaim> claims = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                BudgetClaim.Kind kind = CLAIMING.get(random.nextInt(CLAIMING.size()));
                long from = random.nextInt(-100, size * 15 + 100);
                claims.add(claim(kind, "c" + i, from, from + 1 + random.nextInt(300)));
            }
            long cut = random.nextInt(size * 15);
            SloWindow.Period period = new SloWindow.Period(minute(cut), slices.until());

            BudgetLedger plain = BudgetLedger.of(slices, period, 0.01, List.of());
            BudgetLedger ledger = BudgetLedger.of(slices, period, 0.01, claims);

            double entries = ledger.entries().stream()
                    .mapToDouble(BudgetLedger.Entry::bad)
                    .sum();
            double near = 1e-9 * Math.max(1, plain.bad());
            assertThat(ledger.bad() + ledger.correctedBad()).as("seed " + seed).isCloseTo(plain.bad(), within(near));
            assertThat(entries).as("seed " + seed).isCloseTo(plain.bad(), within(near));
            assertThat(ledger.total() + ledger.correctedTotal())
                    .as("seed " + seed)
                    .isCloseTo(plain.total(), within(1e-9 * Math.max(1, plain.total())));
            assertThat(ledger.entries()).allMatch(entry -> entry.bad() >= -near);
        }
    }

    @Test
    void what_follows_is_said_by_the_policy() {
        Slo slo = SloFile.read("slos/x.yml", OpenSloFileTest.CHECKOUT, new TestingExpressions(), new Problems())
                .getFirst();
        BudgetClaim incident = claim(BudgetClaim.Kind.INCIDENT, "i1", 0, 15);
        SloWindow.Period period = new SloWindow.Period(START, minute(30));
        BudgetLedger spent = BudgetLedger.of(
                slices(new double[] {300, 30}, new double[] {100_000, 100_000}),
                period,
                slo.budget(),
                List.of(incident));
        assertThat(BudgetPolicy.USUAL.of(slo, spent))
                .containsExactly(
                        new BudgetPolicy.Consequence(
                                BudgetPolicy.Action.FREEZE, "", "the budget is overspent: 165 % used"),
                        new BudgetPolicy.Consequence(
                                BudgetPolicy.Action.POSTMORTEM,
                                "i1",
                                "\"i1\" took 150 % of the budget, more than 20 %"));
        BudgetLedger calm = BudgetLedger.of(
                slices(new double[] {1, 1}, new double[] {100_000, 100_000}), period, slo.budget(), List.of());
        assertThat(BudgetPolicy.USUAL.of(slo, calm))
                .extracting(BudgetPolicy.Consequence::action)
                .containsExactly(BudgetPolicy.Action.SHIP_FASTER);
    }

    @Test
    void a_policy_is_read_with_its_problems() {
        Problems problems = new Problems();
        BudgetPolicy policy = BudgetPolicy.read(
                "budget-policy.yml",
                "version: v2\nrules:\n  - {remaining_below: 10%, action: freeze, slos: [a]}\n  - {incident_above: 0.3, action: postmortem}\n",
                problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(policy.rules())
                .containsExactly(
                        new BudgetPolicy.Rule(
                                BudgetPolicy.Measure.REMAINING_BELOW, 0.1, BudgetPolicy.Action.FREEZE, List.of("a")),
                        new BudgetPolicy.Rule(
                                BudgetPolicy.Measure.INCIDENT_ABOVE, 0.3, BudgetPolicy.Action.POSTMORTEM, List.of()));
        BudgetPolicy.read(
                "budget-policy.yml",
                "version: v\nrules: [{action: freeze}, {remaining_below: x, action: go}]",
                problems);
        assertThat(problems.sorted()).extracting(Problem::message).hasSize(3);
    }
}
