package dev.nightjar.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedQueryTest {
    private final Problems problems = new Problems();

    private String query(String kind) {
        List<RuleGroup> groups = RuleFile.read(
                "rules/x.yml",
                "groups: [{name: g, rules: [{alert: A, " + kind + "}]}]",
                new TestingExpressions(),
                problems);
        return groups.isEmpty()
                ? ""
                : groups.getFirst().rules().getFirst().query().replaceAll("\\s+", " ");
    }

    @Test
    void absence_is_of_all_or_of_each() {
        assertThat(query("absence: {series: up}")).isEqualTo("absent_over_time(up[5m])");
        assertThat(query("absence: {series: up, by: [instance], remember: 2h}"))
                .isEqualTo("group by (instance) (present_over_time(up[2h]))"
                        + " unless group by (instance) (present_over_time(up[5m]))");
    }

    @Test
    void a_heartbeat_is_a_counter_that_rises_or_a_time_that_is_renewed() {
        assertThat(query("heartbeat: {series: done_total, every: 1h, grace: 5m}"))
                .isEqualTo("(sum (increase(done_total[1h5m])) == 0) or absent_over_time(done_total[1h5m])");
        assertThat(query("heartbeat: {series: done_at, every: 1h, by: [job], timestamp: true}"))
                .startsWith("(time() - max by (job) (last_over_time(done_at[1h6m])) > 3960) or (group by (job)");
        assertThat(query("heartbeat: {series: x}")).isEmpty();
        assertThat(problems.sorted()).extracting(Problem::message).anyMatch(message -> message.contains("\"every\""));
    }

    @Test
    void a_long_tail_is_a_high_quantile_far_above_the_median() {
        assertThat(query("long_tail: {histogram: 'latency_seconds{a=\"b\"}', by: [service], times: 8, share: 0.02}"))
                .isEqualTo("(histogram_quantile(0.98, sum by (service, le) (rate(latency_seconds_bucket{a=\"b\"}[5m])))"
                        + " > 8 * histogram_quantile(0.5, sum by (service, le)"
                        + " (rate(latency_seconds_bucket{a=\"b\"}[5m])))) and sum by (service)"
                        + " (increase(latency_seconds_count{a=\"b\"}[5m])) >= 100");
    }

    @Test
    void one_thing_is_watched_for_and_only_in_promql() {
        assertThat(query("expr: up, absence: {series: up}")).isEmpty();
        assertThat(query("language: logql, absence: {series: up}")).isEmpty();
        assertThat(query("outlier: {expr: x, direction: sideways}")).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .contains("outlier: direction: must be above, below or both, found \"sideways\"")
                .anyMatch(message -> message.contains("stands in place of \"expr\""));
    }

    @Test
    void a_file_of_rules_over_logs_is_known_by_its_folder_name_or_field() {
        assertThat(Language.ofFile("rules/logql/shop.yml")).isEqualTo(Language.LOGQL);
        assertThat(Language.ofFile("rules/shop.loki.yml")).isEqualTo(Language.LOGQL);
        assertThat(Language.ofFile("rules/lokis.yml")).isEqualTo(Language.PROMQL);
        List<RuleGroup> groups = RuleFile.read(
                "rules/loki/x.yml",
                "namespace: shop\ngroups: [{name: g, rules: [{alert: A, expr: q}, {alert: B, language: promql, expr: q}]}]",
                new TestingExpressions(),
                problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(groups.getFirst().rules())
                .extracting(rule -> ((Rule.AlertRule) rule).language())
                .containsExactly(Language.LOGQL, Language.PROMQL);
    }
}
