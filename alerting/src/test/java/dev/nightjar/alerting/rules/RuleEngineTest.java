package dev.nightjar.alerting.rules;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Groups at their slots: what is recorded, what ends, and what becomes of rules that fail or have no data. */
class RuleEngineTest {
    private static final Instant START = Instant.parse("2026-11-21T02:41:00Z");

    private final TestingClock clock = new TestingClock(START);
    private final TestingExpressions expressions = new TestingExpressions();
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AlertBook book = new AlertBook();
    private final RuleEngine engine = new RuleEngine(
            book,
            store,
            (steps, at) -> {
                for (RuleStep step : steps) {
                    step.transitions().forEach(book::apply);
                    book.refresh(step);
                }
            },
            clock,
            new RuleSurroundings(Map.of(), "http://localhost", expressions),
            Duration.ZERO);

    private void use(String rules) {
        Problems problems = new Problems();
        List<RuleGroup> groups = RuleFile.read(
                "rules/r.yml",
                "groups:\n  - name: g\n    interval: 10s\n    rules:\n" + rules.indent(6),
                expressions,
                problems);
        assertThat(problems.sorted()).isEmpty();
        engine.use(groups, clock.instant());
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            engine.evaluate(clock.instant());
        }
    }

    /** The values of a series, {@code stale} among them. */
    private List<String> values(String name, String... labels) {
        Labels wanted = Labels.of(labels).with(Labels.METRIC_NAME, name);
        List<String> values = new ArrayList<>();
        try (SeriesCursor cursor =
                store.select(new SeriesSelection(List.of(Matcher.equal(Labels.METRIC_NAME, name)), TimeRange.ALL))) {
            while (cursor.next()) {
                if (cursor.labels().equals(wanted)) {
                    SampleBuffer samples = new SampleBuffer();
                    cursor.read(samples);
                    for (int i = 0; i < samples.size(); i++) {
                        double value = samples.value(i);
                        values.add(StaleMarker.is(value) ? "stale" : String.valueOf((long) value));
                    }
                }
            }
        }
        return values;
    }

    private List<String> alerts() {
        return engine.alerts().stream()
                .map(view -> view.alert().state() + " " + view.alert().labels())
                .toList();
    }

    @Test
    void a_slot_that_waits_for_its_turn_waits_once_and_is_evaluated_once() {
        use("- {record: r, expr: x}");
        expressions.answer("x", sample(1));
        List<Runnable> waiting = new ArrayList<>();
        for (int tick = 0; tick < 100; tick++) {
            clock.advance(Duration.ofMillis(200));
            engine.evaluate(clock.instant(), waiting::add);
        }
        assertThat(waiting).hasSize(1);
        waiting.getFirst().run();
        Instant first = Objects.requireNonNull(engine.groups().getFirst().lastEvaluation());
        engine.evaluate(clock.instant(), waiting::add);
        assertThat(waiting).hasSize(2);
        waiting.getLast().run();
        assertThat(engine.groups().getFirst().lastEvaluation()).isEqualTo(first.plusSeconds(10));
        assertThat(engine.groups().getFirst().missed()).isZero();
        engine.evaluate(clock.instant(), waiting::add);
        assertThat(waiting).hasSize(2);
    }

    @Test
    void a_series_that_a_recording_rule_gives_no_longer_ends() {
        use("- {record: r, expr: x}");
        expressions.answer("x", sample(1, "a", "1"), sample(2, "a", "2"));
        pass(10);
        expressions.answer("x", sample(3, "a", "1"));
        pass(20);

        assertThat(values("r", "a", "1")).containsExactly("1", "3", "3");
        assertThat(values("r", "a", "2")).containsExactly("2", "stale");
    }

    @Test
    void a_rule_that_fails_leaves_its_series_as_they_are() {
        use("- {record: r, expr: x}");
        expressions.answer("x", sample(1));
        pass(10);
        expressions.fail("x", "too slow");
        pass(20);

        assertThat(values("r")).containsExactly("1");
        assertThat(engine.groups().getFirst().rules().getFirst().health().error())
                .isEqualTo("too slow");
    }

    @Test
    void a_changed_group_goes_on_with_the_series_of_its_rules_and_ends_the_others() {
        use("- {record: r, expr: x}\n- {record: gone, expr: x}");
        expressions.answer("x", sample(1, "a", "1"));
        pass(10);
        use("- {record: r, expr: y}");
        expressions.answer("y", sample(5, "a", "1"));
        pass(10);

        assertThat(values("r", "a", "1")).containsExactly("1", "5");
        assertThat(values("gone", "a", "1")).containsExactly("1", "stale");
    }

    @Test
    void an_edited_expression_or_for_keeps_what_is_pending() {
        use("- {alert: A, expr: x, for: 30s}");
        expressions.answer("x", sample(1, "a", "1"));
        expressions.answer("y", sample(1, "a", "1"));
        pass(20);
        use("- {alert: A, expr: y, for: 20s}");
        pass(10);

        assertThat(alerts()).containsExactly("FIRING {a=\"1\", alertname=\"A\"}");
    }

    @Test
    void a_rule_that_fails_three_times_in_a_row_has_an_alert_of_its_own() {
        use(
                "- {alert: A, expr: x, labels: {service: shop, severity: page}}\n- {alert: Quiet, expr: y, on_error: ignore}");
        expressions.fail("x", "no such thing");
        expressions.fail("y", "no such thing");
        pass(20);
        assertThat(alerts()).allMatch(alert -> alert.startsWith("PENDING"));
        pass(10);

        assertThat(alerts())
                .containsExactly("FIRING {alertname=\"RuleFailing\", rule=\"A\", rule_file=\"rules/r.yml\","
                        + " rule_group=\"g\", service=\"shop\", severity=\"ticket\"}");
        assertThat(engine.alerts().getFirst().alert().annotations().get("description"))
                .contains("A of g in rules/r.yml")
                .endsWith("no such thing");

        expressions.answer("x");
        pass(40);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_rule_can_page_for_its_failing() {
        use("- {alert: A, expr: x, on_error: page}");
        expressions.fail("x", "no such thing");
        pass(30);
        assertThat(alerts()).singleElement().asString().contains("severity=\"page\"");
    }

    @Test
    void without_data_an_alert_ends_unless_its_rule_says_that_it_stays() {
        use("- {alert: A, expr: x}\n- {alert: B, expr: y, no_data: keep}");
        expressions.answer("x", sample(1));
        expressions.answer("y", sample(1));
        pass(10);
        assertThat(alerts()).hasSize(2);

        for (String query : List.of("x", "y")) {
            expressions.answer(query);
            expressions.data(query, false);
        }
        pass(60);
        assertThat(alerts()).containsExactly("FIRING {alertname=\"B\"}");

        expressions.data("y", true);
        pass(10);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_rule_can_alert_on_having_no_data_after_its_for() {
        use("- {alert: A, expr: x, for: 20s, no_data: alert, annotations: {summary: \"{{ $value }} s\"}}");
        expressions.data("x", false);
        pass(20);
        assertThat(alerts()).containsExactly("PENDING {alertname=\"A\", no_data=\"true\"}");
        pass(10);
        assertThat(alerts()).containsExactly("FIRING {alertname=\"A\", no_data=\"true\"}");
        assertThat(engine.alerts().getFirst().alert().annotations().get("summary"))
                .startsWith("No data");

        expressions.data("x", true);
        pass(10);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void templates_ask_at_the_time_of_their_evaluation() {
        use("- {alert: A, expr: x, annotations: {summary: \"{{ query \\\"up\\\" | first | value }}\"}}");
        expressions.answer("x", sample(1));
        expressions.answer(
                "up", at -> List.of(sample((double) Duration.between(START, at).toSeconds())));
        pass(10);
        double first = Double.parseDouble(
                engine.alerts().getFirst().alert().annotations().get("summary"));
        pass(10);
        assertThat(Double.parseDouble(
                        engine.alerts().getFirst().alert().annotations().get("summary")))
                .isEqualTo(first + 10);
    }
}
