package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.slo.BudgetClaim;
import dev.nightjar.alerting.slo.BudgetExemption;
import dev.nightjar.alerting.slo.BudgetReport;
import dev.nightjar.alerting.slo.GateOverride;
import dev.nightjar.alerting.slo.GateResult;
import dev.nightjar.alerting.slo.GateResult.Decision;
import dev.nightjar.model.event.BudgetEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a service may be changed, by what is left of its budgets, and what people say above that. */
class GateTest {
    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) {
        room = Room.watching(folder, Room.OBJECTIVE);
    }

    /** At all times, one request a second, of which so many fail. */
    private void fails(double share) {
        for (String range : List.of("15m", "1h", "4h")) {
            room.expressions.answer("sum(rate(total[" + range + "]))", sample(1));
            room.expressions.answer("sum(rate(bad[" + range + "]))", sample(share));
        }
    }

    private GateResult ask(BudgetClaim... claims) {
        return room.alerting.budgets().gate("checkout", slo -> List.of(claims));
    }

    private static BudgetClaim incident(String id, String cause) {
        Instant from = Room.START.minus(Duration.ofDays(15));
        return new BudgetClaim(
                BudgetClaim.Kind.INCIDENT, id, id, cause, from, from, Room.START.plus(Duration.ofDays(1)));
    }

    @Test
    void it_allows_warns_and_denies_by_what_is_left_and_never_clamps_that() {
        fails(0.001);
        GateResult calm = ask();
        assertThat(calm.verdict().decision()).isEqualTo(Decision.ALLOW);
        assertThat(calm.verdict().slo()).isEqualTo("shop");
        assertThat(calm.verdict().remaining()).isCloseTo(0.9, within(1e-9));
        assertThat(calm.verdict().reason()).isEqualTo("90 % of the budget is left");
        assertThat(calm.policyVersion()).isEqualTo("built-in");
        assertThat(calm.expiresAt()).isEqualTo(room.clock.instant().plus(Duration.ofMinutes(10)));

        room.clock.advance(Duration.ofHours(2));
        fails(0.008);
        assertThat(ask().verdict().decision()).isEqualTo(Decision.WARN);
        assertThat(ask().verdict().reason()).isEqualTo("20 % of the budget is left, less than 25 %");

        room.clock.advance(Duration.ofHours(2));
        fails(0.04);
        GateResult spent = ask();
        assertThat(spent.verdict().decision()).isEqualTo(Decision.DENY);
        assertThat(spent.verdict().remaining()).isCloseTo(-3, within(1e-9));
        assertThat(spent.verdict().reason()).isEqualTo("the budget is overspent: 400 % used");
    }

    @Test
    void the_strictest_of_several_objectives_decides() {
        room.write(
                "slos/fast.yml",
                Room.OBJECTIVE.replace("name: shop", "name: fast").replace("bad[", "slow["));
        assertThat(room.alerting.reload()).isInstanceOf(ReloadResult.Applied.class);
        fails(0.001);
        room.expressions.answer("sum(rate(slow[15m]))", sample(0.02));
        GateResult result = ask();
        assertThat(result.verdict().slo()).isEqualTo("fast");
        assertThat(result.verdict().decision()).isEqualTo(Decision.DENY);
        assertThat(result.objectives()).extracting(GateResult.Verdict::slo).containsExactly("fast", "shop");
    }

    /** Nothing counted, nothing known, or nothing to be read: all of that is not to know. */
    @Test
    void when_it_cannot_tell_it_fails_open_unless_the_policy_says_closed() {
        GateResult stale = ask();
        assertThat(stale.verdict().decision()).isEqualTo(Decision.WARN);
        assertThat(stale.verdict().remaining()).isNull();
        assertThat(stale.verdict().reason())
                .isEqualTo("nothing was counted for 15m: the data are stale; the policy fails open");
        GateResult nobody = room.alerting.budgets().gate("chekout", slo -> List.of());
        assertThat(nobody.verdict().reason()).isEqualTo("no objective watches \"chekout\"; the policy fails open");
        assertThat(nobody.objectives()).isEmpty();

        room.write("budget-policy.yml", "version: strict\nrules: []\ngate: {unknown: closed, stale_after: 5m}\n");
        assertThat(room.alerting.reload()).isInstanceOf(ReloadResult.Applied.class);
        GateResult closed = ask();
        assertThat(closed.verdict().decision()).isEqualTo(Decision.DENY);
        assertThat(closed.verdict().reason())
                .isEqualTo("nothing was counted for 5m: the data are stale; the policy fails closed");
        assertThat(closed.policyVersion()).isEqualTo("strict");

        room.expressions.fail("sum(rate(total[5m]))", "the store is closed");
        assertThat(ask().verdict().reason())
                .isEqualTo("its history cannot be read: the store is closed; the policy fails closed");
    }

    @Test
    void an_override_takes_a_reason_and_a_person_ends_by_itself_and_survives_a_kill() {
        fails(0.04);
        assertThatThrownBy(() -> room.alerting.budgets().override("checkout", " ", "ana", Duration.ofHours(1)))
                .hasMessageContaining("a reason");
        assertThatThrownBy(() -> room.alerting.budgets().override("checkout", "fix", "", Duration.ofHours(1)))
                .hasMessageContaining("somebody who says so");
        assertThatThrownBy(() -> room.alerting.budgets().override("checkout", "fix", "ana", Duration.ofHours(25)))
                .hasMessageContaining("up to a day");
        assertThat(room.events(BudgetEvent.class)).isEmpty();

        GateOverride made = room.alerting.budgets().override("checkout", "the fix", "ana", Duration.ofMinutes(5));
        assertThat(room.events(BudgetEvent.GateOverridden.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.service()).isEqualTo("checkout");
                    assertThat(event.reason()).isEqualTo("the fix");
                    assertThat(event.by()).isEqualTo("ana");
                });
        room.killAndStart(5);
        GateResult over = ask();
        assertThat(over.verdict().decision()).isEqualTo(Decision.ALLOW);
        assertThat(over.override()).contains(made);
        assertThat(over.expiresAt()).as("no longer than the override").isEqualTo(made.until());
        assertThat(over.verdict().reason())
                .isEqualTo("overridden by ana until " + made.until()
                        + ": the fix; without that: the budget is overspent: 400 % used");
        assertThat(over.objectives().getFirst().decision()).isEqualTo(Decision.DENY);

        room.clock.advance(Duration.ofMinutes(5));
        assertThat(ask().verdict().decision()).isEqualTo(Decision.DENY);
    }

    @Test
    void an_exempt_incident_does_not_close_the_gate_and_needs_the_approval_of_somebody_else() {
        fails(0.012);
        BudgetClaim network = incident("network", "external");
        assertThat(ask(network).verdict().decision()).isEqualTo(Decision.DENY);
        assertThatThrownBy(() -> room.alerting.budgets().exempt("network", "all was down", "ana", "ana"))
                .hasMessageContaining("somebody other than ana");

        BudgetExemption made = room.alerting.budgets().exempt("network", "all was down", "ana", "ben");
        room.killAndStart(5);
        GateResult exempt = ask(network);
        assertThat(exempt.verdict().decision()).isEqualTo(Decision.ALLOW);
        assertThat(exempt.verdict().remaining()).as("what was spent is spent").isCloseTo(-0.2, within(1e-9));
        BudgetReport report =
                room.alerting.budgets().budget("shop", List.of(network)).orElseThrow();
        assertThat(report.exemptions()).containsEntry("network", made);
        assertThat(report.ledger().bad() / report.ledger().total()).isCloseTo(0.012, within(1e-9));

        assertThat(room.alerting.budgets().withdrawExemption("network", "eva")).isTrue();
        assertThat(room.alerting.budgets().withdrawExemption("network", "eva")).isFalse();
        assertThat(ask(network).verdict().decision()).isEqualTo(Decision.DENY);
    }

    /** The quarter is that of the calendar: 21 November is day 52 of 92. */
    @Test
    void a_class_of_outage_is_held_against_the_whole_quarters_budget() {
        fails(0);
        Instant begin = Room.START.minus(Duration.ofDays(45));
        Instant end = begin.plus(Duration.ofHours(8));
        for (String range : List.of("15m", "1h")) {
            room.expressions.answer(
                    "sum(rate(bad[" + range + "]))",
                    at -> List.of(sample(at.isAfter(begin) && !at.isAfter(end) ? 1 : 0)));
        }
        BudgetClaim outage = new BudgetClaim(
                BudgetClaim.Kind.INCIDENT, "i1", "disks", "capacity", begin, begin.minusSeconds(3600), end);

        BudgetReport report =
                room.alerting.budgets().budget("shop", List.of(outage)).orElseThrow();

        assertThat(report.ledger().bad())
                .as("it has left the window of 30 days")
                .isZero();
        assertThat(report.classes()).containsOnlyKeys("capacity");
        assertThat(report.classes().get("capacity")).isCloseTo(8 / (92 * 24 * 0.01), within(0.01));
        assertThat(report.consequences())
                .extracting(consequence -> consequence.action().name())
                .contains("PLAN", "SHIP_FASTER");
    }
}
