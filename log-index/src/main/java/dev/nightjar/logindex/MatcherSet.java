package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A selection's matchers; what a regular expression said of a value is remembered. Used by one thread. */
final class MatcherSet {
    private record Remembered(Matcher matcher, Map<String, Boolean> answers) {
        boolean matches(Labels labels) {
            return answers.computeIfAbsent(ServiceName.valueOf(matcher.name(), labels), matcher::matches);
        }
    }

    private final List<Remembered> matchers = new ArrayList<>();

    MatcherSet(List<Matcher> all) {
        all.forEach(matcher -> matchers.add(new Remembered(matcher, new HashMap<>())));
    }

    boolean matches(Labels labels) {
        for (Remembered matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all matchers hold, with nothing remembered. */
    static boolean allMatch(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(ServiceName.valueOf(matcher.name(), labels))) {
                return false;
            }
        }
        return true;
    }
}
