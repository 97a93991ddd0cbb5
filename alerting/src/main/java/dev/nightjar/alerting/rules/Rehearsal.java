package dev.nightjar.alerting.rules;

import dev.nightjar.model.SampleSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.helpers.NOPLogger;

/** Rules that are evaluated when somebody says so, with nobody to be told: for tests. Not thread-safe. */
public final class Rehearsal {
    private final AlertBook book = new AlertBook();
    private final List<GroupRunner> runners;

    /** {@code sink} takes what recording rules give, and must be what the rules' expressions look at. */
    public Rehearsal(List<RuleGroup> groups, SampleSink sink, RuleSurroundings surroundings) {
        GroupRunner.EngineContext context = new GroupRunner.EngineContext(
                book, sink, (steps, at) -> apply(steps), () -> Instant.EPOCH, surroundings, NOPLogger.NOP_LOGGER);
        runners = groups.stream().map(group -> new GroupRunner(group, context)).toList();
    }

    private void apply(List<RuleStep> steps) {
        for (RuleStep step : steps) {
            step.transitions().forEach(book::apply);
            book.refresh(step);
        }
    }

    /** Evaluates all groups, one after the other, and says which rules could not be evaluated. */
    public List<String> evaluate(Instant at) {
        List<String> errors = new ArrayList<>();
        for (GroupRunner runner : runners) {
            runner.evaluateSlot(at, false);
            List<Rule> rules = runner.group().rules();
            for (int i = 0; i < rules.size(); i++) {
                String error = runner.health(i).error();
                if (error != null) {
                    errors.add("rule: " + rules.get(i).name() + ", err: " + error);
                }
            }
        }
        return errors;
    }

    /** The alerts called {@code name} that fire, of all rules. */
    public List<ActiveAlert> firing(String name) {
        return runners.stream()
                .flatMap(runner -> runner.group().rules().stream())
                .filter(rule -> rule instanceof Rule.AlertRule && rule.name().equals(name))
                .flatMap(rule -> book.of(rule.id()).values().stream())
                .filter(ActiveAlert::firing)
                .toList();
    }
}
