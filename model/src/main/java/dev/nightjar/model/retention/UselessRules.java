package dev.nightjar.model.retention;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds rules that can never apply, or change nothing, whatever is stored: a rule that does nothing is a mistake of whoever
 * wrote it, and is better said at the start than found when the disk is full.
 */
final class UselessRules {
    private static final String MEANING_IN_RE2 = "\\.+*?()[]{}^$";

    private UselessRules() {}

    static List<String> problems(List<RetentionRule> rules) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RetentionRule rule = rules.get(i);
            String name = "retention rule " + (i + 1) + " (" + rule + ")";
            if (rule.matchers().isEmpty()) {
                problems.add(name + " is for everything: set the retention itself instead");
                continue;
            }
            Optional<String> impossible = impossible(rule.matchers());
            if (impossible.isPresent()) {
                problems.add(
                        name + " can never apply: " + impossible.get() + "; mend the selector, or remove the rule");
                continue;
            }
            for (int before = 0; before < i; before++) {
                RetentionRule first = rules.get(before);
                if (!first.matchers().isEmpty()
                        && first.matchers().stream().allMatch(matcher -> implies(rule.matchers(), matcher))) {
                    problems.add(name + " can never apply: rule " + (before + 1) + " (" + first
                            + ") comes before it and takes all that it is for; put it first, or remove it");
                    break;
                }
            }
        }
        return problems;
    }

    /** Rules behind which nothing is kept for another time than by them. */
    static List<String> withoutEffect(List<RetentionRule> rules, Duration age) {
        List<String> problems = new ArrayList<>();
        for (int i = rules.size() - 1; i >= 0 && rules.get(i).keep().equals(age); i--) {
            problems.add("retention rule " + (i + 1) + " (" + rules.get(i)
                    + ") changes nothing: without it the same is kept for the same time; remove it");
        }
        return problems;
    }

    /** Whether every series that fulfils all of {@code matchers} surely fulfils {@code other}. */
    private static boolean implies(List<Matcher> matchers, Matcher other) {
        for (Matcher matcher : matchers) {
            List<String> possible = matcher.name().equals(other.name()) ? possibleValues(matcher) : List.of();
            if (matcher.equals(other)
                    || (!possible.isEmpty() && possible.stream().allMatch(other::matches))) {
                return true;
            }
        }
        return false;
    }

    /** Why no series can fulfil all the matchers, as far as that can be told from them. */
    private static Optional<String> impossible(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            List<String> possible = possibleValues(matcher);
            if (possible.isEmpty()) {
                continue;
            }
            if (matcher.name().equals(Labels.METRIC_NAME) && possible.stream().allMatch(String::isEmpty)) {
                return Optional.of("every series has a metric name, " + matcher + " wants none");
            }
            List<Matcher> same = matchers.stream()
                    .filter(other -> other.name().equals(matcher.name()))
                    .toList();
            if (possible.stream().noneMatch(value -> same.stream().allMatch(other -> other.matches(value)))) {
                return Optional.of("no value fulfils all of "
                        + same.stream().map(Matcher::toString).collect(Collectors.joining(", ")));
            }
        }
        return Optional.empty();
    }

    /** All values that fulfil the matcher; empty if they are not a short list. */
    private static List<String> possibleValues(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL -> List.of(matcher.value());
            case MATCHES -> {
                boolean plain = matcher.value().chars().noneMatch(c -> MEANING_IN_RE2.indexOf(c) >= 0);
                yield plain ? List.of(matcher.value().split("\\|", -1)) : List.of();
            }
            case NOT_EQUAL, NOT_MATCHES -> List.of();
        };
    }
}
