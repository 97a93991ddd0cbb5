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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return BudgetLedger.of(
                slices, new SloWindow.Period(START, slices.until()), 0.01, List.of(claims), Charging.USUAL);
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

    /** Whatever is claimed, however claims overlap and whoever pays for that: nothing is lost, made or charged twice. */
    @Test
    void the_entries_add_up_to_the_spend_whatever_is_claimed() {
        for (int seed = 0; seed < 600; seed++) {
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
            Charging charging = new Charging(
                    random.nextBoolean() ? Charging.Overlap.SHARE : Charging.Overlap.FIRST_OPENED,
                    random.nextBoolean()
                            ? Optional.of(Duration.ofMinutes(15 + random.nextInt(300)))
                            : Optional.empty());

            BudgetLedger plain = BudgetLedger.of(slices, period, 0.01, List.of(), Charging.USUAL);
            BudgetLedger ledger = BudgetLedger.of(slices, period, 0.01, claims, charging);

            double entries = ledger.entries().stream()
                    .mapToDouble(BudgetLedger.Entry::bad)
                    .sum();
            double near = 1e-9 * Math.max(1, plain.bad());
            assertThat(ledger.bad() + ledger.correctedBad()).as("seed " + seed).isCloseTo(plain.bad(), within(near));
            assertThat(entries).as("seed " + seed).isCloseTo(plain.bad(), within(near));
            assertThat(ledger.total() + ledger.correctedTotal())
                    .as("seed " + seed)
                    .isCloseTo(plain.total(), within(1e-9 * Math.max(1, plain.total())));
            assertThat(ledger.entries()).as("seed " + seed).allMatch(entry -> entry.bad() >= -near);
        }
    }

    @Test
    void incidents_at_one_time_share_what_it_cost_where_the_policy_says_so() {
        BudgetLedger ledger = BudgetLedger.of(
                slices(new double[] {15, 15}, new double[] {100, 100}),
                new SloWindow.Period(START, minute(30)),
                0.01,
                List.of(
                        claim(BudgetClaim.Kind.INCIDENT, "first", 0, 20),
                        claim(BudgetClaim.Kind.INCIDENT, "second", 10, 30),
                        claim(BudgetClaim.Kind.INCIDENT, "third", 10, 15),
                        claim(BudgetClaim.Kind.DEPLOY, "deploy", 0, 60)),
                new Charging(Charging.Overlap.SHARE, Optional.empty()));
        assertThat(bad(ledger, "first")).isCloseTo(10 + 5 / 3.0 + 2.5, within(1e-9));
        assertThat(bad(ledger, "second")).isCloseTo(5 / 3.0 + 2.5 + 10, within(1e-9));
        assertThat(bad(ledger, "third")).isCloseTo(5 / 3.0, within(1e-9));
        assertThat(bad(ledger, "deploy"))
                .as("an incident claims all of its bake window")
                .isZero();
    }

    /** Its impact can be found to have begun earlier than that of one that was opened before it. */
    @Test
    void what_was_opened_first_pays_whatever_began_first() {
        BudgetClaim known =
                new BudgetClaim(BudgetClaim.Kind.INCIDENT, "known", "known", "", minute(10), minute(5), minute(30));
        BudgetClaim later =
                new BudgetClaim(BudgetClaim.Kind.INCIDENT, "later", "later", "", minute(20), minute(0), minute(30));
        BudgetLedger ledger = ledger(slices(new double[] {15, 15}, new double[] {100, 100}), later, known);
        assertThat(bad(ledger, "known")).isCloseTo(25, within(1e-9));
        assertThat(bad(ledger, "later")).isCloseTo(5, within(1e-9));
    }

    @Test
    void what_was_bad_as_ever_is_not_charged_to_an_incident_where_the_policy_has_a_baseline() {
        SliceColumn slices = slices(new double[] {90, 2, 0, 32, 1}, new double[] {100, 100, 100, 200, 100});
        List<BudgetClaim> claims = List.of(
                claim(BudgetClaim.Kind.CORRECTION, "drill", 0, 15),
                claim(BudgetClaim.Kind.INCIDENT, "incident", 45, 75));
        BudgetLedger ledger = BudgetLedger.of(
                slices,
                new SloWindow.Period(START, slices.until()),
                0.01,
                claims,
                new Charging(Charging.Overlap.FIRST_OPENED, Optional.of(Duration.ofMinutes(45))));
        assertThat(bad(ledger, "incident"))
                .as("1 %% was bad before, without the drill: 2 of the first slice's, all of the second's")
                .isCloseTo(30, within(1e-9));
        assertThat(bad(ledger, "unattributed")).isCloseTo(2 + 2 + 1, within(1e-9));
        assertThat(ledger.bad()).isCloseTo(35, within(1e-9));
    }

    /** Afterwards, as the incident may be declared long after the deploy: while there is none, the deploy pays. */
    @Test
    void a_deploy_pays_for_its_bake_window_until_an_incident_claims_it() {
        SliceColumn slices = slices(new double[] {0, 10, 20, 5, 5}, new double[] {100, 100, 100, 100, 100});
        BudgetClaim deploy = claim(BudgetClaim.Kind.DEPLOY, "deploy", 15, 75);
        assertThat(bad(ledger(slices, deploy), "deploy")).isCloseTo(40, within(1e-9));
        BudgetLedger claimed = ledger(slices, deploy, claim(BudgetClaim.Kind.INCIDENT, "incident", 15, 45));
        assertThat(bad(claimed, "incident")).isCloseTo(30, within(1e-9));
        assertThat(bad(claimed, "deploy")).isCloseTo(10, within(1e-9));
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
                List.of(incident),
                Charging.USUAL);
        assertThat(BudgetPolicy.USUAL.of(new BudgetPolicy.Facts(slo, spent, Set.of(), Map.of())))
                .containsExactly(
                        new BudgetPolicy.Consequence(
                                BudgetPolicy.Action.FREEZE, "", "the budget is overspent: 165 % used"),
                        new BudgetPolicy.Consequence(
                                BudgetPolicy.Action.POSTMORTEM,
                                "i1",
                                "\"i1\" took 150 % of the budget, more than 20 %"));
        BudgetLedger calm = BudgetLedger.of(
                slices(new double[] {1, 1}, new double[] {100_000, 100_000}),
                period,
                slo.budget(),
                List.of(),
                Charging.USUAL);
        assertThat(BudgetPolicy.USUAL.of(new BudgetPolicy.Facts(slo, calm, Set.of(), Map.of())))
                .extracting(BudgetPolicy.Consequence::action)
                .containsExactly(BudgetPolicy.Action.SHIP_FASTER);
    }

    @Test
    void an_exempt_incident_freezes_nothing_and_stays_in_every_sum() {
        Slo slo = SloFile.read("slos/x.yml", OpenSloFileTest.CHECKOUT, new TestingExpressions(), new Problems())
                .getFirst();
        BudgetLedger spent = BudgetLedger.of(
                slices(new double[] {300, 30}, new double[] {100_000, 100_000}),
                new SloWindow.Period(START, minute(30)),
                slo.budget(),
                List.of(claim(BudgetClaim.Kind.INCIDENT, "network", 0, 15)),
                Charging.USUAL);
        assertThat(spent.bad()).isEqualTo(330);
        assertThat(BudgetPolicy.USUAL.of(new BudgetPolicy.Facts(slo, spent, Set.of("network"), Map.of())))
                .extracting(BudgetPolicy.Consequence::action)
                .as("85 % would be left; it still needs its postmortem")
                .containsExactly(BudgetPolicy.Action.POSTMORTEM);
        BudgetLedger more = BudgetLedger.of(
                slices(new double[] {300, 190}, new double[] {100_000, 100_000}),
                new SloWindow.Period(START, minute(30)),
                slo.budget(),
                List.of(claim(BudgetClaim.Kind.INCIDENT, "network", 0, 15)),
                Charging.USUAL);
        assertThat(BudgetPolicy.USUAL.of(new BudgetPolicy.Facts(slo, more, Set.of("network"), Map.of())))
                .first()
                .isEqualTo(new BudgetPolicy.Consequence(
                        BudgetPolicy.Action.WARN,
                        "",
                        "5 % of the budget is left, less than 25 % without the 150 % of exempt incidents"));
    }

    @Test
    void a_class_of_outage_that_took_a_fifth_of_a_quarter_goes_into_the_plan() {
        Slo slo = SloFile.read("slos/x.yml", OpenSloFileTest.CHECKOUT, new TestingExpressions(), new Problems())
                .getFirst();
        BudgetLedger calm = ledger(slices(new double[] {0.05}, new double[] {100}));
        assertThat(BudgetPolicy.USUAL.of(
                        new BudgetPolicy.Facts(slo, calm, Set.of(), Map.of("capacity", 0.201, "hardware", 0.2))))
                .containsExactly(new BudgetPolicy.Consequence(
                        BudgetPolicy.Action.PLAN,
                        "",
                        "outages of class capacity took 20.1 % of this quarter's budget, more than 20 %"));
    }

    @Test
    void a_policy_is_read_with_its_problems() {
        Problems problems = new Problems();
        BudgetPolicy policy = BudgetPolicyFile.read(
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
        BudgetPolicyFile.read(
                "budget-policy.yml",
                "version: v\nrules: [{action: freeze}, {remaining_below: x, action: go}]",
                problems);
        assertThat(problems.sorted()).extracting(Problem::message).hasSize(3);
    }

    @Test
    void charging_and_the_gate_are_policy_too() {
        Problems problems = new Problems();
        BudgetPolicy policy = BudgetPolicyFile.read("budget-policy.yml", """
                version: v3
                charging: {overlap: share, baseline: 1d}
                gate: {unknown: closed, stale_after: 5m, valid: 1m}
                rules:
                  - {class_above: 20%, action: plan}
                """, problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(policy)
                .isEqualTo(new BudgetPolicy(
                        "v3",
                        List.of(new BudgetPolicy.Rule(
                                BudgetPolicy.Measure.CLASS_ABOVE, 0.2, BudgetPolicy.Action.PLAN, List.of())),
                        new Charging(Charging.Overlap.SHARE, Optional.of(Duration.ofDays(1))),
                        new GatePolicy(GatePolicy.Unknown.CLOSED, Duration.ofMinutes(5), Duration.ofMinutes(1))));
        BudgetPolicyFile.read(
                "budget-policy.yml",
                "version: v\nrules: []\ncharging: {overlap: last, baseline: 0s}\ngate: {unknown: maybe, valid: 0s}\n",
                problems);
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly(
                        "charging: overlap: must be first_opened or share, found \"last\"",
                        "charging: baseline: must be none or a time before each incident, such as 1d",
                        "gate: unknown: must be open or closed, found \"maybe\"",
                        "gate: valid: must be longer than nothing, such as 15m");
    }
}
