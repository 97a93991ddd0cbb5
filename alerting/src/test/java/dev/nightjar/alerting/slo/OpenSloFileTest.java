package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSloFileTest {
    static final String CHECKOUT = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: checkout-availability, displayName: Checkout answers}
            spec:
              service: checkout
              indicator:
                metadata: {name: checkout-success}
                spec:
                  ratioMetric:
                    counter: true
                    bad: {metricSource: {type: Nightjar, spec: {query: 'sum(rate(errors[{{.window}}]))'}}}
                    total: {metricSource: {type: Nightjar, spec: {query: 'sum(rate(requests[{{ .window }}]))'}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{displayName: "99.9", target: 0.999}]
            """;

    private final Problems problems = new Problems();

    private List<Slo> read(String text) {
        return OpenSloFile.read("slos/x.yml", text, new TestingExpressions(), problems);
    }

    private List<String> found() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void the_standard_windows_of_thirty_days_are_those_of_the_workbook() {
        Slo slo = read(CHECKOUT).getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.windows())
                .containsExactly(
                        new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(5), 14.4, true),
                        new BurnWindow(Duration.ofHours(6), Duration.ofMinutes(30), 6, true),
                        new BurnWindow(Duration.ofDays(1), Duration.ofHours(2), 3, false),
                        new BurnWindow(Duration.ofDays(3), Duration.ofHours(6), 1, false));
        assertThat(BurnWindow.standard(Duration.ofDays(28)).getFirst().factor()).isEqualTo(13.44);
    }

    @Test
    void an_objective_becomes_a_paging_rule_and_a_ticket_rule() {
        RuleGroup group = BurnRules.of(read(CHECKOUT).getFirst(), new TestingExpressions());

        assertThat(group.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(group.rules()).extracting(Rule::name).containsExactly("ErrorBudgetBurn", "ErrorBudgetBurnSlow");
        assertThat(group.rules().getFirst().query()).isEqualTo("""
                ((sum(rate(errors[1h]))) / (sum(rate(requests[1h]))) / 0.001 > 14.4
                  and (sum(rate(errors[5m]))) / (sum(rate(requests[5m]))) / 0.001 > 14.4
                  and (sum(rate(errors[1h]))) * 3600 >= 5)
                or
                ((sum(rate(errors[6h]))) / (sum(rate(requests[6h]))) / 0.001 > 6
                  and (sum(rate(errors[30m]))) / (sum(rate(requests[30m]))) / 0.001 > 6
                  and (sum(rate(errors[6h]))) * 21600 >= 5)""");
    }

    @Test
    void good_events_are_turned_into_bad_ones() {
        Slo slo = read(CHECKOUT.replace("bad: {metric", "good: {metric")).getFirst();
        assertThat(slo.badQuery(Duration.ofHours(1))).isEqualTo("(sum(rate(requests[1h]))) - (sum(rate(errors[1h])))");
    }

    @Test
    void windows_can_be_given() {
        Slo slo = read(CHECKOUT.replace(
                        "displayName: Checkout answers",
                        "annotations: {nightjar.dev/windows: '2m/30s:10, 1h/5m:2:ticket', nightjar.dev/min-bad-events: '1'}"))
                .getFirst();
        assertThat(slo.windows())
                .containsExactly(
                        new BurnWindow(Duration.ofMinutes(2), Duration.ofSeconds(30), 10, true),
                        new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(5), 2, false));
        assertThat(slo.minBadEvents()).isEqualTo(1);
        assertThat(BurnRules.of(slo, new TestingExpressions()).interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_threshold_that_can_never_be_reached_is_refused() {
        read(CHECKOUT.replace("target: 0.999", "target: 0.9"));
        assertThat(found())
                .containsExactly("slos/x.yml:15: SLO \"checkout-availability\": a burn of 14.4 can never be seen at"
                        + " target 0.9: with every event bad the burn is 10; set a target above 0.9306 or smaller"
                        + " factors in the annotation nightjar.dev/windows");
    }

    @Test
    void what_is_not_there_yet_is_named_with_its_place() {
        read("""
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: Check out}
                spec:
                  service: checkout
                  indicator:
                    spec:
                      thresholdMetric: {metricSource: {}}
                  timeWindow: [{duration: 1M, isRolling: false}]
                  budgetingMethod: Timeslices
                  objectives: [{target: 99.9, timeSliceTarget: 0.9}]
                  alertPolicys: []
                ---
                apiVersion: openslo/v1
                kind: AlertPolicy
                """);
        assertThat(found())
                .containsExactly(
                        "slos/x.yml:3: metadata: not a name: \"Check out\"; use lower-case letters, digits and dashes, at most 63",
                        "slos/x.yml:8: indicator: not supported yet: thresholdMetric; write a ratioMetric",
                        "slos/x.yml:9: timeWindow 1: not supported yet: calendar windows; write isRolling: true",
                        "slos/x.yml:9: timeWindow 1: not a rolling window's duration: \"1M\"; write it like 28d or 4w",
                        "slos/x.yml:10: SLO \"Check out\": not supported yet: budgetingMethod \"Timeslices\"; write Occurrences",
                        "slos/x.yml:11: objective 1: not supported yet: timeSliceTarget",
                        "slos/x.yml:11: objective 1: target must be a number above 0 and below 1, found \"99.9\"",
                        "slos/x.yml:12: SLO \"Check out\": unknown field \"alertPolicys\"; did you mean \"alertPolicies\"?",
                        "slos/x.yml:15: not supported yet: kind \"AlertPolicy\"; only SLO with its indicator inline");
    }
}
