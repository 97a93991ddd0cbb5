package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.alerting.template.TemplateData;
import dev.nightjar.alerting.template.TemplateQueries;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        return SloFile.read("slos/x.yml", text, new TestingExpressions(), problems);
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
    void what_is_wrong_or_not_there_yet_is_named_with_its_place() {
        read("""
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: Check out}
                spec:
                  service: checkout
                  indicator:
                    spec:
                      thresholdMetric: {metricSource: {}}
                  timeWindow: [{duration: 1M, isRolling: true}]
                  budgetingMethod: Timeslice
                  objectives: [{target: 99.9, timeSliceTarget: 0.9}]
                  alertPolicys: []
                ---
                apiVersion: openslo/v1
                kind: Composite
                """);
        assertThat(found())
                .containsExactly(
                        "slos/x.yml:3: metadata: not a name: \"Check out\"; use lower-case letters, digits and dashes, at most 63",
                        "slos/x.yml:8: thresholdMetric: thresholdMetric needs metricSource.spec.query",
                        "slos/x.yml:9: timeWindow 1: not a rolling window's duration: \"1M\"; write it like 28d or 4w",
                        "slos/x.yml:10: SLO \"Check out\": budgetingMethod: must be Occurrences, Timeslices or"
                                + " RatioTimeslices, found \"Timeslice\"",
                        "slos/x.yml:11: objective 1: target must be a number above 0 and below 1, found \"99.9\"",
                        "slos/x.yml:11: objective 1: field \"op\" is missing",
                        "slos/x.yml:11: objective 1: field \"value\" is missing",
                        "slos/x.yml:11: objective 1: value: not a number: \"\"",
                        "slos/x.yml:11: objective 1: \"timeSliceTarget\" belongs to the budgetingMethod Timeslices",
                        "slos/x.yml:12: SLO \"Check out\": unknown field \"alertPolicys\"; did you mean \"alertPolicies\"?",
                        "slos/x.yml:15: not supported yet: kind \"Composite\"");
    }

    @Test
    void alert_policies_say_what_burn_fires_by_reference_or_in_place() {
        Slo slo = read(CHECKOUT + """
              alertPolicies:
                - fast
                - kind: AlertPolicy
                  metadata: {name: slow}
                  spec:
                    alertWhenBreaching: true
                    alertWhenNoData: true
                    conditions:
                      - kind: AlertCondition
                        metadata: {name: c}
                        spec: {severity: ticket, condition: {kind: burnrate, op: gte, threshold: 3, lookbackWindow: 1d}}
            ---
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: {name: fast}
            spec:
              conditions: [{conditionRef: hour}]
              notificationTargets: [{targetRef: somebody}]
            ---
            apiVersion: openslo/v1
            kind: AlertCondition
            metadata: {name: hour}
            spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 14, lookbackWindow: 1h, alertAfter: 10m}}
            """).getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.windows())
                .containsExactly(
                        new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(10), 14, true),
                        new BurnWindow(Duration.ofDays(1), Duration.ofHours(2), 3, false));
    }

    @Test
    void what_cannot_be_understood_of_alert_policies_is_said() {
        read(CHECKOUT + """
              alertPolicies:
                - {alertPolicyRef: nowhere}
                - spec:
                    alertWhenBreaching: false
                    conditions:
                      - {conditionRef: nothing}
                      - spec: {condition: {kind: errorrate, threshold: 0}}
            """);
        assertThat(found())
                .containsExactly(
                        "slos/x.yml:16: SLO \"checkout-availability\": there is no AlertPolicy \"nowhere\" in this file;"
                                + " add it as a document of that kind",
                        "slos/x.yml:19: alert policy: not supported yet: alertWhenBreaching: false; take it out",
                        "slos/x.yml:20: alert policy: there is no AlertCondition \"nothing\" in this file; add it as a"
                                + " document of that kind",
                        "slos/x.yml:22: alert condition: not supported yet: kind \"errorrate\"; write burnrate",
                        "slos/x.yml:22: alert condition: a burn rate needs a lookbackWindow such as 1h and a threshold"
                                + " above 0");
    }

    @Test
    void a_value_that_is_compared_with_a_threshold_counts_its_minutes() {
        Slo slo = read(CHECKOUT.replace("counter: true", "")
                        .replaceAll(
                                "(?s)ratioMetric:.*?timeWindow",
                                "thresholdMetric: {metricSource: {type: Prometheus, spec: {query: 'p99'}}}\n  timeWindow")
                        .replace("target: 0.999", "target: 0.999, op: lte, value: 0.5"))
                .getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.totalQuery(Duration.ofHours(1))).isEqualTo("sum(count_over_time((p99)[1h:1m]))");
        assertThat(slo.badQuery(Duration.ofHours(1)))
                .isEqualTo("sum(count_over_time((p99)[1h:1m])) - sum(sum_over_time(((p99) <= bool 0.5)[1h:1m]))");
        assertThat(slo.badCountQuery(Duration.ofHours(1))).startsWith("(sum(").endsWith(")");
    }

    @Test
    void slices_of_time_are_good_or_bad_by_their_own_target() {
        Slo slo = read(CHECKOUT.replace("Occurrences", "Timeslices")
                        .replace("target: 0.999", "target: 0.999, timeSliceTarget: 0.95, timeSliceWindow: 5"))
                .getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.slices()).hasValue(new TimeSlices(Duration.ofMinutes(5), 0.95, false, TimeSlices.NoData.GOOD));
        assertThat(slo.totalQuery(Duration.ofHours(1))).isEqualTo("vector(3600 / 300)");
        assertThat(slo.badQuery(Duration.ofHours(1)))
                .isEqualTo("(sum(sum_over_time((((sum(rate(errors[5m]))) or (sum(rate(requests[5m]))) * 0)"
                        + " / ((sum(rate(requests[5m]))) > 0) > bool 0.05)[1h:5m])) or vector(0))");
        assertThat(slo.minBadEvents()).isEqualTo(1);

        read(CHECKOUT.replace("Occurrences", "Timeslices")
                .replace("target: 0.999", "target: 0.999, timeSliceTarget: 0.95, timeSliceWindow: 1h"));
        assertThat(found()).singleElement().asString().contains("a window of 5m holds no slice of 1h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count_over_time(up{job='a'}[{{.window}}]) | BAD",
                "count_over_time(probe_success[{{.window}}]) | BAD",
                "sum(rate(nightjar_heartbeat_due_timestamp_seconds[{{.window}}])) | BAD",
                "sum(rate(requests_up[{{.window}}])) | GOOD",
                "sum(rate(requests{state='up'}[{{.window}}])) | GOOD",
                "sum(rate(requests{up='1'}[{{.window}}])) | GOOD",
            })
    void a_slice_without_a_sign_of_life_is_bad_unless_said_otherwise(String total, TimeSlices.NoData expected) {
        String text = CHECKOUT.replace("Occurrences", "Timeslices")
                .replace("target: 0.999", "target: 0.999, timeSliceTarget: 0.95, timeSliceWindow: 5")
                .replace("'sum(rate(requests[{{ .window }}]))'", "\"" + total + "\"");
        assertThat(text).contains(total);
        assertThat(read(text).getFirst().slices().orElseThrow().noData()).isEqualTo(expected);
        String said = text.replace(
                "kind: SLO\nmetadata: {", "kind: SLO\nmetadata: {annotations: {nightjar.dev/no-data: exclude}, ");
        assertThat(read(said).getFirst().slices().orElseThrow().noData()).isEqualTo(TimeSlices.NoData.EXCLUDE);
    }

    @Test
    void an_slo_can_have_several_objectives_and_refer_to_its_indicator() {
        List<Slo> slos =
                read(CHECKOUT.replaceAll("(?s)indicator:.*?timeWindow", "indicatorRef: good-answers\n  timeWindow")
                                .replace(
                                        "[{displayName: \"99.9\", target: 0.999}]",
                                        "[{displayName: gold, target: 0.999}, {targetPercent: 99}]")
                        + """
                ---
                apiVersion: openslo/v1
                kind: SLI
                metadata: {name: good-answers}
                spec:
                  ratioMetric:
                    counter: true
                    good: {metricSource: {type: Nightjar, spec: {query: 'g[{{.window}}]'}}}
                    total: {metricSource: {type: Nightjar, spec: {query: 't[{{.window}}]'}}}
                ---
                apiVersion: openslo/v1
                kind: Service
                metadata: {name: checkout}
                spec: {}
                """);
        assertThat(found()).isEmpty();
        assertThat(slos).extracting(Slo::name).containsExactly("checkout-availability-1", "checkout-availability-2");
        assertThat(slos).extracting(Slo::displayName).containsExactly("Checkout answers gold", "Checkout answers 2");
        assertThat(slos.getLast().target()).isEqualTo(0.99);
    }

    @Test
    void what_is_written_out_reads_as_the_same_objective() {
        List<String> texts = List.of(
                CHECKOUT,
                CHECKOUT.replace("Occurrences", "RatioTimeslices")
                        .replace("target: 0.999", "target: 0.999, timeSliceWindow: 5m"),
                CHECKOUT.replace(
                        "{duration: 30d, isRolling: true}",
                        "{duration: 1Q, isRolling: false, calendar: {startTime: '2026-01-01 00:00:00', timeZone: Europe/Berlin}}"));
        for (String text : texts) {
            Slo slo = read(text).getFirst();
            assertThat(read(OpenSloText.of(slo))).containsExactly(slo);
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void sloths_files_are_read_as_they_are() {
        Slo slo = read("""
                version: "prometheus/v1"
                service: "myservice"
                labels: {owner: myteam}
                slos:
                  - name: "requests-availability"
                    objective: 99.9
                    description: "Common SLO based on availability."
                    sli:
                      events:
                        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
                        total_query: sum(rate(http_requests_total[{{.window}}]))
                    alerting: {name: MyServiceHighErrorRate, labels: {category: availability}}
                """).getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.name()).isEqualTo("myservice-requests-availability");
        assertThat(slo.target()).isEqualTo(0.999);
        assertThat(slo.badQuery(Duration.ofHours(1))).isEqualTo("sum(rate(http_requests_total{code=~\"5..\"}[1h]))");
    }

    @Test
    void pyrras_files_are_read_as_they_are() {
        Slo slo = read("""
                apiVersion: pyrra.dev/v1alpha1
                kind: ServiceLevelObjective
                metadata: {name: api-latency, labels: {pyrra.dev/service: api}}
                spec:
                  target: "99"
                  window: 2w
                  indicator:
                    latency:
                      success: {metric: 'http_seconds_bucket{le="1"}'}
                      total: {metric: http_seconds_count}
                """).getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.service()).isEqualTo("api");
        assertThat(slo.windows())
                .first()
                .isEqualTo(new BurnWindow(Duration.ofMinutes(30), Duration.ofMinutes(3), 14, true));
        assertThat(slo.badQuery(Duration.ofHours(1)))
                .isEqualTo("sum(increase(http_seconds_count[1h])) - sum(increase(http_seconds_bucket{le=\"1\"}[1h]))");
    }

    @Test
    void pyrras_grouping_is_one_objective_a_group_whose_alerts_name_it() {
        Slo pattern = read("""
                apiVersion: pyrra.dev/v1alpha1
                kind: ServiceLevelObjective
                metadata: {name: api-errors}
                spec:
                  target: "99"
                  indicator:
                    ratio:
                      errors: {metric: 'requests_total{code=~"5.."}'}
                      total: {metric: requests_total}
                      grouping: [job, handler]
                """).getFirst();
        assertThat(found()).isEmpty();
        assertThat(pattern.totalQuery(Duration.ofHours(1)))
                .isEqualTo("sum by (job, handler) (increase(requests_total{}[1h]))");
        assertThat(pattern.badQuery(Duration.ofHours(1)))
                .isEqualTo("sum by (job, handler) (increase(requests_total{code=~\"5..\",}[1h]))");

        Slo one = pattern.of(Labels.of("job", "shop", "handler", "/cart/\"Ü\""));
        assertThat(one.isPattern()).isFalse();
        assertThat(one.name()).isEqualTo("api-errors-shop-cart");
        assertThat(one.displayName()).isEqualTo("api-errors, job shop, handler /cart/\"Ü\"");
        assertThat(one.badQuery(Duration.ofHours(1)))
                .isEqualTo("sum(increase(requests_total{code=~\"5..\",job=\"shop\",handler=\"/cart/\\\"Ü\\\"\"}[1h]))");

        TestingExpressions expressions = new TestingExpressions();
        Rule.AlertRule rule =
                (Rule.AlertRule) BurnRules.of(pattern, expressions).rules().getFirst();
        TemplateData of = new TemplateData(
                Labels.of("job", "shop", "handler", "/cart/\"Ü\""),
                1.0,
                Map.of(),
                "",
                TemplateQueries.NONE,
                Instant.EPOCH);
        assertThat(Objects.requireNonNull(rule.labels().get("slo")).expand(of)).isEqualTo(one.name());
        TemplateData nothing =
                new TemplateData(Labels.of("job", "---"), 1.0, Map.of(), "", TemplateQueries.NONE, Instant.EPOCH);
        assertThat(Objects.requireNonNull(rule.labels().get("slo")).expand(nothing))
                .isEqualTo(pattern.of(Labels.of("job", "---")).name())
                .isEqualTo("api-errors-none-none");
    }

    @Test
    void sloths_plugins_are_refused_with_what_to_do_instead() {
        read("""
                version: prometheus/v1
                service: shop
                slo_plugins: {chain: [{id: sloth.dev/core/alert_rules/v1}]}
                slos:
                  - name: a
                    objective: 99
                    plugins: {overridePrevious: true, chain: [{id: sloth.dev/contrib/error_budget_exhausted_alert/v1, config: {threshold: 1}}]}
                    sli: {plugin: {id: sloth-common/coredns/availability, options: {job: dns}}}
                """);
        assertThat(found())
                .containsExactly(
                        "slos/x.yml:7: plugin 1: \"sloth.dev/contrib/error_budget_exhausted_alert/v1\" is Go code, which only"
                                + " Sloth runs; take it out: the alert ErrorBudgetSpent is there without it",
                        "slos/x.yml:8: sli: plugin \"sloth-common/coredns/availability\" is Go code, which only Sloth runs:"
                                + " write the queries that it makes as events: {error_query, total_query}; what \"sloth"
                                + " generate\" prints has them");
        assertThat(problems.notices())
                .extracting(Problem::toString)
                .containsExactly(
                        "slos/x.yml:3: plugin 1: \"sloth.dev/core/alert_rules/v1\" has no effect: rules are made as"
                                + " everywhere here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sum(rate(requests[5m]))                               | sum(rate(requests[1h]))",
                "sum(rate(a{x='[5m]'}[5m])) / sum(rate(b[ 5m ]))       | sum(rate(a{x='[5m]'}[1h])) / sum(rate(b[1h]))",
                "sum(increase(requests[30d] offset 5m))                | sum(increase(requests[1h] offset 5m))",
            })
    void a_fixed_range_of_counters_stands_for_the_window_that_is_asked_for(String written, String asked) {
        Slo slo = read(CHECKOUT.replace("sum(rate(requests[{{ .window }}]))", written.replace("'", "''")))
                .getFirst();
        assertThat(found()).isEmpty();
        assertThat(slo.totalQuery(Duration.ofHours(1))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(rate(a[5m])) + sum(rate(b[10m]))",
                "sum(requests)",
                "sum(avg_over_time(a[5m]))",
                "sum(irate(a[5m]))",
                "sum(sum_over_time(rate(a[5m])[1h:1m]))",
            })
    void other_queries_without_a_window_are_refused(String written) {
        read(CHECKOUT.replace("sum(rate(requests[{{ .window }}]))", written));
        assertThat(found())
                .containsExactly(
                        "slos/x.yml:12: total: the query's range must be written [{{.window}}]: it is asked for"
                                + " several windows; one fixed range is taken for it in rate, increase, sum_over_time and"
                                + " count_over_time");
    }

    @Test
    void a_target_in_percent_is_read_to_the_last_digit_and_is_said_to_be_one_where_it_is_wrong() {
        assertThat(read(CHECKOUT.replace("target: 0.999", "targetPercent: 99.95"))
                        .getFirst()
                        .target())
                .isEqualTo(0.9995);

        read(CHECKOUT.replace("target: 0.999", "targetPercent: 100"));
        assertThat(found())
                .anySatisfy(problem -> assertThat(problem)
                        .endsWith("targetPercent must be a percentage above 0 and below 100, found \"100\""));
    }
}
