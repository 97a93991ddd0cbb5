package dev.nightjar.alerting.rules;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A book that is rebuilt from the log at any point says what the book that lived through it said. */
class RebuildTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private static Rule.AlertRule randomRule(SplittableRandom random) {
        return new Rule.AlertRule(
                "r;g;A",
                "A",
                "q",
                at -> List.of(),
                Duration.ofMinutes(random.nextInt(5)),
                Duration.ofMinutes(random.nextInt(4)),
                Map.of(),
                Map.of());
    }

    private static List<Sample> randomVector(SplittableRandom random) {
        List<Sample> vector = new ArrayList<>();
        for (String instance : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                vector.add(sample(random.nextInt(100), "instance", instance));
            }
        }
        return vector;
    }

    /** Without what is rendered anew each time and has no event of its own. */
    private static Map<Labels, String> essence(Map<Labels, ActiveAlert> alerts) {
        Map<Labels, String> essence = new LinkedHashMap<>();
        alerts.forEach((labels, alert) -> essence.put(
                labels,
                alert.state() + " since " + alert.activeAt() + ", fired " + alert.firedAt() + ", kept "
                        + alert.keepFiringSince()));
        return essence;
    }

    @Test
    void rebuilt_at_any_slot_the_state_is_the_same() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rule.AlertRule rule = randomRule(random);
            AlertBook lived = new AlertBook();
            List<AlertEvent> log = new ArrayList<>();
            for (int slot = 0; slot < 60; slot++) {
                RuleStep step = new StateMachine(rule, 0, TestingExpressions.SURROUNDINGS)
                        .step(
                                lived.of(rule.id()),
                                randomVector(random),
                                START.plus(Duration.ofMinutes(slot)),
                                random.nextInt(10) == 0);
                log.addAll(step.transitions());
                step.transitions().forEach(lived::apply);
                lived.refresh(step);

                AlertBook rebuilt = new AlertBook();
                log.forEach(rebuilt::apply);

                assertThat(essence(rebuilt.of(rule.id())))
                        .as("seed %d, slot %d", seed, slot)
                        .isEqualTo(essence(lived.of(rule.id())))
                        .isEqualTo(essence(step.active()));
            }
        }
    }

    @Test
    void however_often_it_is_restarted_a_pending_alert_waits_exactly_its_for() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rule.AlertRule rule = new Rule.AlertRule(
                    "r;g;A", "A", "q", at -> List.of(), Duration.ofMinutes(5), Duration.ZERO, Map.of(), Map.of());
            List<AlertEvent> log = new ArrayList<>();
            AlertBook book = new AlertBook();
            Instant now = START;
            int evaluatedMinutes = 0;
            boolean fired = false;
            while (!fired) {
                RuleStep step = new StateMachine(rule, 0, TestingExpressions.SURROUNDINGS)
                        .step(book.of(rule.id()), List.of(sample(1)), now, false);
                log.addAll(step.transitions());
                log.add(new AlertEvent.EvaluationCheckpoint(now));
                fired = !step.firing().isEmpty();
                if (random.nextBoolean()) {
                    now = now.plus(Duration.ofMinutes(random.nextInt(1, 600)));
                    book = new AlertBook();
                    log.forEach(book::apply);
                    log.addAll(book.resumeAt(now));
                }
                book = new AlertBook();
                log.forEach(book::apply);
                if (!fired) {
                    now = now.plus(Duration.ofMinutes(1));
                    evaluatedMinutes++;
                }
            }
            assertThat(evaluatedMinutes).as("seed %d", seed).isEqualTo(5);
        }
    }
}
