package dev.nightjar.model.retention;

import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Series, or streams of log lines, that are kept for another time than the rest.
 *
 * @param matchers which: all must hold
 * @param keep for how long, at least a day
 */
public record RetentionRule(List<Matcher> matchers, Duration keep) {
    public RetentionRule {
        matchers = List.copyOf(matchers);
    }

    /** The rule's selector as PromQL writes it. */
    public String selector() {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return selector() + " keep " + RetentionTexts.duration(keep);
    }
}
