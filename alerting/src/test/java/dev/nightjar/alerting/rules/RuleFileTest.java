package dev.nightjar.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileTest {
    private final Problems problems = new Problems();

    private List<RuleGroup> read(String text) {
        return RuleFile.read("rules/x.yml", text, new TestingExpressions(), problems);
    }

    private List<String> found() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    /** Each level refers twice to the one before: written out, the last would have a quadrillion entries. */
    @Test
    void aliases_that_double_at_each_level_are_read_once() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 49; level++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }

        read(text + "groups:\n  - name: g\n    rules:\n      - {alert: A, expr: up, annotations: *a48}\n");
        assertThat(found()).isNotEmpty().allMatch(problem -> problem.startsWith("rules/x.yml"));
        read(text + "groups:\n  - name: g\n    rules:\n      - alert: A\n        <<: *a48\n");
        assertThat(found()).anyMatch(problem -> problem.contains("a list of mappings, found a list in a list"));
    }

    @Test
    void an_alias_within_itself_is_a_problem_and_no_endless_work() {
        read("groups: &g [*g, *g]\n");

        assertThat(found()).anyMatch(problem -> problem.contains("an alias within what it stands for"));
    }

    @Test
    void groups_and_rules_have_names() {
        read("groups: [{name: '', rules: [{alert: '', expr: up}, {record: '', expr: up}]}]\n");
        assertThat(found())
                .containsExactly(
                        "rules/x.yml:1: group \"\": a group's name must not be empty",
                        "rules/x.yml:1: group \"\", rule 1: \"alert\" must have a name",
                        "rules/x.yml:1: group \"\", rule 2: \"record\" must have a name");
    }

    /** Prometheus 2.42 and 3.5 read the first one and say nothing of the others. */
    @Test
    void of_several_documents_the_first_counts_as_with_prometheus() {
        List<RuleGroup> groups = read("""
                groups: [{name: a, rules: [{alert: A, expr: up}]}]
                ---
                groups: [{name: b, rules: [{alert: B, expr: up}]}]
                """);
        assertThat(found()).isEmpty();
        assertThat(groups).extracting(RuleGroup::name).containsExactly("a");
    }

    @Test
    void reads_a_file_as_prometheus_does() {
        List<RuleGroup> groups = read("""
                groups:
                  - name: g
                    interval: 30s
                    limit: 5
                    query_offset: 1m
                    labels: {team: shop, severity: ticket}
                    rules:
                      - record: job:requests:rate1m
                        expr: sum by (job) (rate(requests[1m]))
                        labels: {team: core}
                      - alert: Slow
                        expr: |
                          latency > 1
                        for: 1m30s
                        keep_firing_for: 2m
                        labels: {severity: page}
                        annotations: {summary: "slow: {{ $value }}"}
                """);

        assertThat(found()).isEmpty();
        RuleGroup group = groups.getFirst();
        assertThat(group.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(group.limit()).isEqualTo(5);
        assertThat(group.queryOffset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(group.rules().getFirst())
                .isInstanceOfSatisfying(
                        Rule.RecordRule.class, rule -> assertThat(rule.labels()).containsEntry("team", "core"));
        assertThat(group.rules().getLast()).isInstanceOfSatisfying(Rule.AlertRule.class, rule -> {
            assertThat(rule.holdFor()).isEqualTo(Duration.ofSeconds(90));
            assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(2));
            assertThat(rule.labels().values()).extracting(Template::text).containsExactly("shop", "page");
        });
    }

    @Test
    void names_every_problem_of_a_file_at_once() {
        read("""
                groups:
                  - name: g
                    interval: soon
                    rules:
                      - alert: R
                        expr: up == !
                        fro: 5m
                      - record: no{name}
                        expr: up
                        for: 1m
                      - expr: up
                      - alert: S
                        expr: up
                        annotations: {summary: "{{ nothing }}"}
                  - name: g
                    rules: []
                """);

        assertThat(found())
                .containsExactly(
                        "rules/x.yml:3: group \"g\": interval: not a duration: \"soon\"; write it like 30s, 5m or 1h30m",
                        "rules/x.yml:6: group \"g\", rule \"R\": expr at 1:7: unexpected \"!\"",
                        "rules/x.yml:7: group \"g\", rule \"R\": unknown field \"fro\"; did you mean \"for\"?",
                        "rules/x.yml:8: group \"g\", rule \"no{name}\": not a metric's name: \"no{name}\"; only a name belongs here, the expression goes into expr",
                        "rules/x.yml:10: group \"g\", rule \"no{name}\": a recording rule has no \"for\"; remove it",
                        "rules/x.yml:11: group \"g\", rule 3: needs one of \"alert\" and \"record\", found neither",
                        "rules/x.yml:14: group \"g\", rule \"S\": annotations: \"summary\": template: __alert_S:1: function \"nothing\" not defined",
                        "rules/x.yml:15: group \"g\": another group of this file has the same name");
    }

    @Test
    void says_where_yaml_itself_is_broken() {
        read("groups:\n  - name: g\n   rules: [\n");
        assertThat(found()).singleElement().asString().startsWith("rules/x.yml:3: not valid YAML: ");
    }

    @Test
    void resolves_anchors_and_merge_keys() {
        List<RuleGroup> groups = read("""
                groups:
                  - name: g
                    rules:
                      - alert: A
                        expr: up
                        labels: &page {severity: page}
                      - alert: B
                        expr: up
                        labels: {<<: *page, team: shop}
                """);
        assertThat(found()).isEmpty();
        assertThat(groups.getFirst().rules().getLast())
                .isInstanceOfSatisfying(
                        Rule.AlertRule.class, rule -> assertThat(rule.labels()).containsKeys("severity", "team"));
    }

    @Test
    void rules_of_one_name_are_kept_apart() {
        List<RuleGroup> groups = read("""
                groups:
                  - name: g
                    rules:
                      - {alert: A, expr: up > 1, labels: {severity: page}}
                      - {alert: A, expr: up > 2, labels: {severity: ticket}}
                      - {alert: A, expr: up > 3, labels: {severity: ticket}}
                """);
        assertThat(groups.getFirst().rules()).extracting(Rule::id).doesNotHaveDuplicates();
    }
}
