package dev.nightjar.alerting.rules;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.template.Template;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateMachineTest {
    private static final Instant START = Instant.parse("2026-11-21T02:41:00Z");

    private static final NativeHistogram HISTOGRAM = new NativeHistogram(
            0,
            NativeHistogram.ResetHint.UNKNOWN,
            3,
            4.5,
            0,
            0,
            HistogramBuckets.of(new int[] {1}, new double[] {3}),
            HistogramBuckets.NONE);

    private Map<Labels, ActiveAlert> active = Map.of();
    private int limit;

    private static Rule.AlertRule rule(String holdFor, String keep) {
        return new Rule.AlertRule(
                "r.yml;g;Slow",
                "Slow",
                "latency > 1",
                at -> List.of(),
                Duration.parse("PT" + holdFor),
                Duration.parse("PT" + keep),
                Map.of("severity", Template.parse("page")),
                Map.of("summary", Template.parse("{{ $labels.instance }} takes {{ $value }} s")));
    }

    private RuleStep step(Rule.AlertRule rule, int minute, Sample... vector) {
        return step(rule, minute, false, vector);
    }

    private RuleStep step(Rule.AlertRule rule, int minute, boolean settling, Sample... vector) {
        RuleStep step = new StateMachine(rule, limit, TestingExpressions.SURROUNDINGS)
                .step(active, List.of(vector), START.plusSeconds(60L * minute), settling);
        active = step.active();
        return step;
    }

    private static List<String> moves(RuleStep step) {
        return step.transitions().stream()
                .map(move -> move.from() + " to " + move.to())
                .toList();
    }

    @Test
    void a_histogram_is_an_alert_of_value_0_that_templates_show_whole() {
        RuleStep step = step(rule("0S", "0S"), 0, new Sample(Labels.of("instance", "a"), HISTOGRAM));

        assertThat(moves(step)).containsExactly("INACTIVE to FIRING");
        assertThat(step.transitions().getFirst().value()).isZero();
        assertThat(step.transitions().getFirst().annotations())
                .containsEntry("summary", "a takes {count:3.0, sum:4.5, schema:0, positive:[1=3.0]} s");
    }

    @Test
    void without_for_an_alert_fires_at_its_first_evaluation() {
        RuleStep step = step(rule("0S", "0S"), 0, sample(3, "instance", "a"));

        assertThat(moves(step)).containsExactly("INACTIVE to FIRING");
        AlertTransitioned fired = step.transitions().getFirst();
        assertThat((Object) fired.labels())
                .isEqualTo(Labels.of("alertname", "Slow", "instance", "a", "severity", "page"));
        assertThat(fired.annotations()).containsEntry("summary", "a takes 3 s");
        assertThat(fired.firedAt()).isEqualTo(START);
    }

    @Test
    void templates_can_name_the_series_while_the_alert_does_not_bear_its_name() {
        Rule.AlertRule rule = new Rule.AlertRule(
                "r.yml;g;Full",
                "Full",
                "disk_free_bytes < 1",
                at -> List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Map.of("of", Template.parse("{{ $labels.__name__ }}")),
                Map.of());

        AlertTransitioned fired = step(rule, 0, sample(0, "__name__", "disk_free_bytes", "host", "a"))
                .transitions()
                .getFirst();

        assertThat((Object) fired.labels())
                .isEqualTo(Labels.of("alertname", "Full", "host", "a", "of", "disk_free_bytes"));
    }

    @Test
    void with_for_5m_and_an_interval_of_1m_it_fires_at_the_sixth_evaluation() {
        Rule.AlertRule rule = rule("5M", "0S");
        assertThat(moves(step(rule, 0, sample(3)))).containsExactly("INACTIVE to PENDING");
        for (int minute = 1; minute < 5; minute++) {
            assertThat(moves(step(rule, minute, sample(3)))).isEmpty();
        }

        RuleStep sixth = step(rule, 5, sample(4));

        assertThat(moves(sixth)).containsExactly("PENDING to FIRING");
        assertThat(sixth.transitions().getFirst().activeAt()).isEqualTo(START);
        assertThat(sixth.transitions().getFirst().value()).isEqualTo(4);
    }

    @Test
    void a_pending_alert_that_is_absent_once_begins_anew() {
        Rule.AlertRule rule = rule("2M", "0S");
        step(rule, 0, sample(3));
        assertThat(moves(step(rule, 1))).containsExactly("PENDING to INACTIVE");
        step(rule, 2, sample(3));
        assertThat(moves(step(rule, 3, sample(3)))).isEmpty();
        assertThat(moves(step(rule, 4, sample(3)))).containsExactly("PENDING to FIRING");
    }

    @Test
    void keep_firing_for_counts_from_the_first_absence_and_starts_over_when_it_holds_again() {
        Rule.AlertRule rule = rule("0S", "3M");
        step(rule, 0, sample(3));
        assertThat(moves(step(rule, 1))).containsExactly("FIRING to FIRING");
        assertThat(moves(step(rule, 3))).isEmpty();
        assertThat(moves(step(rule, 3, sample(3)))).containsExactly("FIRING to FIRING");
        step(rule, 4);
        assertThat(moves(step(rule, 6))).isEmpty();
        assertThat(moves(step(rule, 7))).containsExactly("FIRING to INACTIVE");
        assertThat(active).isEmpty();
    }

    @Test
    void a_longer_for_takes_a_firing_alert_back_to_pending() {
        step(rule("1M", "0S"), 0, sample(3));
        step(rule("1M", "0S"), 1, sample(3));
        RuleStep step = step(rule("10M", "0S"), 2, sample(3));
        assertThat(moves(step)).containsExactly("FIRING to PENDING");
        assertThat(step.transitions().getFirst().firedAt()).isNull();
    }

    @Test
    void values_and_annotations_follow_without_a_transition() {
        Rule.AlertRule rule = rule("0S", "0S");
        step(rule, 0, sample(3, "instance", "a"));
        RuleStep step = step(rule, 1, sample(9, "instance", "a"));
        assertThat(step.transitions()).isEmpty();
        assertThat(active.values()).singleElement().satisfies(alert -> {
            assertThat(alert.value()).isEqualTo(9);
            assertThat(alert.annotations()).containsEntry("summary", "a takes 9 s");
            assertThat(alert.activeAt()).isEqualTo(START);
        });
    }

    @Test
    void two_elements_with_the_same_labels_fail_the_rule_and_leave_its_alerts() {
        Rule.AlertRule rule = rule("0S", "0S");
        step(rule, 0, sample(3));
        RuleStep step = step(rule, 1, sample(3, "__name__", "a"), sample(4, "__name__", "b"));
        assertThat(step.error())
                .startsWith("vector contains metrics with the same labelset after applying alert labels");
        assertThat(step.transitions()).isEmpty();
        assertThat(active).hasSize(1);
    }

    @Test
    void beyond_the_limit_all_alerts_of_the_rule_are_dropped() {
        Rule.AlertRule rule = rule("0S", "0S");
        step(rule, 0, sample(3, "instance", "a"));
        limit = 1;
        RuleStep step = step(rule, 1, sample(3, "instance", "a"), sample(3, "instance", "b"));
        assertThat(step.error()).isEqualTo("exceeded limit of 1 with 2 alerts");
        assertThat(active).isEmpty();
        assertThat(moves(step)).containsExactly("FIRING to INACTIVE");
    }

    @Test
    void soon_after_a_start_absence_is_not_believed() {
        Rule.AlertRule rule = rule("0S", "0S");
        step(rule, 0, sample(3));
        assertThat(moves(step(rule, 1, true))).isEmpty();
        assertThat(active.values()).extracting(ActiveAlert::state).containsExactly(State.FIRING);
        assertThat(moves(step(rule, 2, false))).containsExactly("FIRING to INACTIVE");
    }

    @Test
    void a_template_that_fails_becomes_text_and_the_alert_still_fires() {
        Rule.AlertRule rule = new Rule.AlertRule(
                "id",
                "Slow",
                "q",
                at -> List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Map.of("summary", Template.parse("{{ .Nothing }}")));
        step(rule, 0, sample(1));
        assertThat(active.values().iterator().next().annotations().get("summary"))
                .startsWith("<error expanding template: ");
    }
}
