package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.ruletest.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unit tests of rules, on the engines that the rules themselves ask. The expected words are promtool's. */
class RuleTestsTest {
    private static final String RULES = """
            groups:
              - name: g
                rules:
                  - record: job:up:sum
                    expr: sum by (job) (up)
                  - alert: Down
                    expr: up == 0
                    for: 2m
                    labels: {severity: page}
                    annotations: {summary: "{{ $labels.instance }} down {{ $value }} of {{ with query \\"job:up:sum\\" }}{{ . | first | value }}{{ end }}"}
            """;

    private Path folder = Path.of("");

    @BeforeEach
    void folder(@TempDir Path given) {
        folder = given;
        write("r.yml", RULES);
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> failures(String tests) {
        write("t.yml", tests);
        return new RuleTests(folder.resolve("t.yml"), new RuleLaboratory()).failures(name -> true);
    }

    @Test
    void a_test_that_finds_what_it_expects_says_nothing() {
        assertThat(failures("""
                rule_files: [r.*]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'up{job="x", instance="a"}', values: '1 0x10'}
                      - {series: 'up{job="x", instance="b"}', values: '1+0x10'}
                    alert_rule_test:
                      - {eval_time: 2m, alertname: Down}
                      - eval_time: 3m30s
                        alertname: Down
                        exp_alerts:
                          - exp_labels: {severity: page, instance: a, job: x}
                            exp_annotations: {summary: a down 0 of 1}
                    promql_expr_test:
                      - expr: job:up:sum
                        eval_time: 0
                        exp_samples: [{labels: 'job:up:sum{job="x"}', value: 2}]
                      - expr: ALERTS
                        eval_time: 3m
                        exp_samples:
                          - {labels: 'ALERTS{alertname="Down", alertstate="firing", instance="a", job="x", severity="page"}', value: 1}
                      - {expr: absent(nothing), eval_time: 1m, exp_samples: [{labels: '{}', value: 1}]}
                """)).isEmpty();
    }

    @Test
    void what_is_not_as_expected_is_told_as_promtool_tells_it() {
        assertThat(failures("""
                rule_files: [r.yml]
                tests:
                  - name: first
                    input_series:
                      - {series: 'up{job="x", instance="a"}', values: '1 0x10'}
                    alert_rule_test:
                      - eval_time: 3m
                        alertname: Down
                        exp_alerts:
                          - exp_labels: {severity: page, instance: b, job: x}
                            exp_annotations: {summary: nope}
                    promql_expr_test:
                      - expr: up + 1
                        eval_time: 2m
                        exp_samples: [{labels: '{job="x", instance="b"}', value: 3}]
                """))
                .containsExactly(
                        "    name: first,",
                        String.join(
                                "\n",
                                "    alertname: Down, time: 3m, ",
                                "        exp:[",
                                "            0:",
                                "              Labels:{alertname=\"Down\", instance=\"b\", job=\"x\", severity=\"page\"}",
                                "              Annotations:{summary=\"nope\"}",
                                "            ], ",
                                "        got:[",
                                "            0:",
                                "              Labels:{alertname=\"Down\", instance=\"a\", job=\"x\", severity=\"page\"}",
                                "              Annotations:{summary=\"a down 0 of 0\"}",
                                "            ]"),
                        String.join(
                                "\n",
                                "    expr: \"up + 1\", time: 2m,",
                                "        exp: {instance=\"b\", job=\"x\"} 3E+00",
                                "        got: {instance=\"a\", job=\"x\"} 1E+00"));
    }

    @Test
    void native_histograms_add_up_step_by_step() {
        assertThat(failures("""
                tests:
                  - input_series:
                      - {series: h, values: '{{schema:0 sum:1 count:1 buckets:[1]}}+{{schema:0 sum:2 count:2 buckets:[2]}}x3'}
                    promql_expr_test:
                      - {expr: histogram_count(h), eval_time: 3m, exp_samples: [{value: 7}]}
                      - {expr: h, eval_time: 1m, exp_samples: [{labels: h, histogram: '{{schema:0 sum:3 count:3 counter_reset_hint:not_reset buckets:[3]}}'}]}
                """)).isEmpty();
    }

    @Test
    void rules_over_logs_are_tested_with_lines() {
        write("loki/r.yml", """
                groups:
                  - name: g
                    rules:
                      - alert: Errors
                        expr: sum by (app) (count_over_time({app="shop"} |= "error" [5m])) > 2
                        for: 1m
                        annotations: {summary: "{{ $labels.app }}: {{ $value }}"}
                """);
        assertThat(failures("""
                rule_files: [loki/r.yml]
                tests:
                  - input_logs:
                      - stream: '{app="shop"}'
                        lines:
                          - {at: 10s, every: 10s, times: 4, line: an error}
                          - {at: 15s, every: 10s, times: 4, line: fine}
                    alert_rule_test:
                      - {eval_time: 1m, alertname: Errors}
                      - eval_time: 2m
                        alertname: Errors
                        exp_alerts: [{exp_labels: {app: shop}, exp_annotations: {summary: 'shop: 4'}}]
                      - {eval_time: 7m, alertname: Errors}
                    logql_expr_test:
                      - {expr: 'count_over_time({app="shop"}[1m])', eval_time: 1m, exp_samples: [{labels: '{app="shop"}', value: 8}]}
                """)).isEmpty();
    }

    @Test
    void an_evaluation_that_fails_ends_the_test_and_says_so() {
        write("bad.yml", "groups: [{name: g, rules: [{record: r, expr: 'a + on () b'}]}]");
        assertThat(failures("""
                rule_files: [bad.yml]
                tests:
                  - input_series:
                      - {series: 'a', values: '1x5'}
                      - {series: 'b{x="1"}', values: '1x5'}
                      - {series: 'b{x="2"}', values: '1x5'}
                    promql_expr_test: [{expr: r, eval_time: 2m}]
                """))
                .singleElement()
                .asString()
                .startsWith("    rule: r, time: 0s, err: ")
                .contains("found duplicate series");
    }

    @Test
    void files_that_cannot_be_used_say_where_and_why() {
        write("bad.yml", "groups: [{name: g, rules: [{record: r, expr: 'a +', foo: 1}]}]");
        assertThat(failures("rule_files: [bad.yml]\ntests: [{input_series: [{series: 'a{', values: '1'}], foo: 1}]\n"))
                .anyMatch(text -> text.contains("unknown field \"foo\""))
                .anyMatch(text -> text.contains("not a series: \"a{\""))
                .anyMatch(text -> text.contains("bad.yml:1") && text.contains("expr at"));
    }

    /** The kinds that Nightjar derives expressions for, on data that they should and should not see. */
    @Test
    void derived_rules_see_what_they_are_for() {
        write("kinds.yml", """
                groups:
                  - name: kinds
                    rules:
                      - {alert: Gone, absence: {series: up, by: [instance], remember: 1h}}
                      - {alert: Late, heartbeat: {series: beats_total, every: 10m, grace: 0s}}
                      - {alert: Odd, outlier: {expr: load, within: [service]}}
                      - {alert: Tail, long_tail: {histogram: lat, by: [service], min_requests: 10}}
                """);
        assertThat(failures("""
                rule_files: [kinds.yml]
                tests:
                  - input_series:
                      - {series: 'up{instance="a"}', values: '1x60'}
                      - {series: 'up{instance="b"}', values: '1x20'}
                      - {series: 'beats_total', values: '0+1x20 21x40'}
                      - {series: 'load{service="s", instance="1"}', values: '10x60'}
                      - {series: 'load{service="s", instance="2"}', values: '11x60'}
                      - {series: 'load{service="s", instance="3"}', values: '10.5x60'}
                      - {series: 'load{service="s", instance="4"}', values: '10x30 40x30'}
                      - {series: 'lat_bucket{service="s", le="0.1"}', values: '0+90x60'}
                      - {series: 'lat_bucket{service="s", le="10"}', values: '0+100x60'}
                      - {series: 'lat_bucket{service="s", le="+Inf"}', values: '0+100x60'}
                      - {series: 'lat_count{service="s"}', values: '0+100x60'}
                      - {series: 'lat_bucket{service="t", le="0.1"}', values: '0+100x60'}
                      - {series: 'lat_bucket{service="t", le="10"}', values: '0+100x60'}
                      - {series: 'lat_bucket{service="t", le="+Inf"}', values: '0+100x60'}
                      - {series: 'lat_count{service="t"}', values: '0+100x60'}
                    alert_rule_test:
                      - {eval_time: 15m, alertname: Gone}
                      - {eval_time: 40m, alertname: Gone, exp_alerts: [{exp_labels: {instance: b}}]}
                      - {eval_time: 15m, alertname: Late}
                      - {eval_time: 45m, alertname: Late, exp_alerts: [{}]}
                      - {eval_time: 15m, alertname: Odd}
                      - {eval_time: 45m, alertname: Odd, exp_alerts: [{exp_labels: {service: s, instance: "4"}}]}
                      - {eval_time: 45m, alertname: Tail, exp_alerts: [{exp_labels: {service: s}}]}
                """)).isEmpty();
    }
}
