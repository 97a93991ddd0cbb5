package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.rules.Finding;
import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleLint;
import dev.nightjar.definition.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlLintTest {
    private static List<String> findings(String rule) {
        Problems problems = new Problems();
        List<RuleGroup> groups = RuleFile.read(
                "rules/x.yml", "groups: [{name: g, rules: [" + rule + "]}]", QueryExpressions.syntaxOnly(), problems);
        assertThat(problems.sorted()).isEmpty();
        List<Finding> findings = new ArrayList<>(RuleLint.of(groups));
        groups.forEach(group -> findings.addAll(PromQlLint.of(group)));
        return findings.stream().map(Finding::message).toList();
    }

    private static List<String> ofExpression(String expression) {
        return findings("{alert: A, expr: '" + expression
                + "', for: 5m, labels: {team: shop}, annotations: {summary: it is slow}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(request_duration_seconds_sum[5m]) / rate(request_duration_seconds_count[5m]) > 1",
                "avg by (service) (request_latency) > 1",
                "avg_over_time(response_time[5m]) > 1"
            })
    void an_average_of_latency_hides_the_slow_ones(String expression) {
        assertThat(ofExpression(expression)).singleElement().asString().contains("average of latency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(rate(requests_total{code=\"500\"}[1h])) / sum(rate(requests_total[1h])) > 14.4 * (1 - 0.9)",
                "rate(errors_total[5m]) / rate(requests_total[5m]) > 1",
                "rate(errors_total[5m]) / rate(requests_total[5m]) > +Inf"
            })
    void a_share_is_never_above_one(String expression) {
        assertThat(ofExpression(expression)).singleElement().asString().contains("can never be above");
    }

    @Test
    void a_threshold_stands_as_its_author_would_write_it() {
        assertThat(ofExpression("rate(errors_total[5m]) / rate(requests_total[5m]) > 14.4 * 0.1"))
                .singleElement()
                .asString()
                .contains("can never be above 1.44: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "histogram_quantile(0.99, sum by (le) (rate(request_duration_seconds_bucket[5m]))) > 1",
                "sum(rate(requests_total{code=\"500\"}[1h])) / sum(rate(requests_total[1h])) > 14.4 * (1 - 0.999)",
                "avg(rate(cpu_seconds_total[5m])) > 0.8",
                "avg(node_load1) > 4"
            })
    void what_is_right_is_not_found_fault_with(String expression) {
        assertThat(ofExpression(expression)).isEmpty();
    }

    @Test
    void whoever_is_woken_wants_to_know_whose_it_is_and_what_to_do() {
        assertThat(findings("{alert: A, expr: up == 0, labels: {severity: page}}"))
                .hasSize(4)
                .anyMatch(finding -> finding.startsWith("no \"for\""))
                .anyMatch(finding -> finding.startsWith("no owner"))
                .anyMatch(finding -> finding.contains("no runbook"))
                .anyMatch(finding -> finding.startsWith("no summary"));
        assertThat(findings("{record: a, expr: up}, {record: a, expr: up}"))
                .containsExactly("the same rule is in group \"g\" already");
    }
}
