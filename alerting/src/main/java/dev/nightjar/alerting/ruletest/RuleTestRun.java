package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Rehearsal;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleSurroundings;
import dev.nightjar.alerting.ruletest.RuleTestCase.AlertCheck;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpectedAlert;
import dev.nightjar.alerting.ruletest.RuleTestCase.PlayedSample;
import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Plays one test: stores what is due, evaluates all groups at each step, and compares. */
final class RuleTestRun {
    private final RuleTestCase test;
    private final Duration interval;
    private final boolean fuzzy;
    private final PlayedSeries series = new PlayedSeries();
    private final PlayedLines lines = new PlayedLines();
    private final Expressions expressions;
    private final Function<Expressions, List<RuleGroup>> groups;
    private int samplesPlayed;
    private int linesPlayed;

    RuleTestRun(
            RuleTestCase test,
            Duration interval,
            boolean fuzzy,
            Laboratory laboratory,
            Function<Expressions, List<RuleGroup>> groups) {
        this.test = test;
        this.interval = interval;
        this.fuzzy = fuzzy;
        this.expressions = laboratory.over(series, lines);
        this.groups = groups;
    }

    /** What was expected and is not so; empty when all is well. */
    List<String> failures() {
        Rehearsal rehearsal = new Rehearsal(
                groups.apply(expressions),
                series,
                new RuleSurroundings(test.externalLabels(), test.externalUrl(), expressions));
        TreeMap<Duration, List<AlertCheck>> pending = new TreeMap<>();
        test.alerts()
                .forEach(check -> pending.computeIfAbsent(check.at(), at -> new ArrayList<>())
                        .add(check));
        Duration last = last();
        List<String> failures = new ArrayList<>();
        for (Duration at = Duration.ZERO; at.compareTo(last) <= 0; at = at.plus(interval)) {
            Instant now = test.start().plus(at);
            play(now);
            List<String> errors = rehearsal.evaluate(now);
            if (!errors.isEmpty()) {
                for (String error : errors) {
                    failures.add("    " + error.replaceFirst(", err: ", ", time: " + DurationText.of(at) + ", err: "));
                }
                return failures;
            }
            Duration next = at.plus(interval);
            for (Map.Entry<Duration, List<AlertCheck>> due :
                    pending.headMap(next, false).entrySet()) {
                due.getValue().forEach(check -> check(check, rehearsal, failures));
            }
            pending.headMap(next, false).clear();
        }
        playAll();
        test.expressions()
                .forEach(check -> new ExpressionComparison(check, fuzzy)
                        .failure(expressions, test.start())
                        .ifPresent(failures::add));
        return failures;
    }

    private Duration last() {
        Duration last = Duration.ZERO;
        for (AlertCheck check : test.alerts()) {
            last = check.at().compareTo(last) > 0 ? check.at() : last;
        }
        for (RuleTestCase.ExpressionCheck check : test.expressions()) {
            last = check.at().compareTo(last) > 0 ? check.at() : last;
        }
        return last;
    }

    private void play(Instant through) {
        long millis = through.toEpochMilli();
        while (samplesPlayed < test.samples().size()
                && test.samples().get(samplesPlayed).timeMillis() <= millis) {
            PlayedSample sample = test.samples().get(samplesPlayed++);
            series.add(sample.labels(), sample.timeMillis(), sample.value(), sample.histogram());
        }
        while (linesPlayed < test.lines().size()
                && test.lines().get(linesPlayed).timestampNanos() <= millis * 1_000_000) {
            lines.add(test.lines().get(linesPlayed++));
        }
    }

    /** The rest, which expressions between the last two evaluations may look at. */
    private void playAll() {
        play(test.start().plus(last()).plus(interval));
    }

    private static void check(AlertCheck check, Rehearsal rehearsal, List<String> failures) {
        List<ExpectedAlert> found = rehearsal.firing(check.alert()).stream()
                .map(RuleTestRun::seen)
                .sorted(Comparator.comparing(ExpectedAlert::text))
                .toList();
        List<ExpectedAlert> expected = check.expected().stream()
                .sorted(Comparator.comparing(ExpectedAlert::text))
                .toList();
        if (!found.equals(expected)) {
            failures.add("    alertname: " + check.alert() + ", time: " + DurationText.of(check.at())
                    + ", \n        exp:" + text(expected) + ", \n        got:" + text(found));
        }
    }

    private static ExpectedAlert seen(ActiveAlert alert) {
        return new ExpectedAlert(alert.labels().toMap(), alert.annotations());
    }

    private static String text(List<ExpectedAlert> alerts) {
        if (alerts.isEmpty()) {
            return "[]";
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < alerts.size(); i++) {
            text.append("\n            ")
                    .append(i)
                    .append(":\n              ")
                    .append(alerts.get(i).text());
        }
        return text.append("\n            ]").toString();
    }
}
