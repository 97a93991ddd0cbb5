package dev.nightjar.model;

import java.util.List;

/**
 * Which series, which time.
 *
 * @param matchers all must hold
 * @param range samples outside it are not returned
 */
public record SeriesSelection(List<Matcher> matchers, TimeRange range) {
    public SeriesSelection {
        matchers = List.copyOf(matchers);
    }

    public boolean matches(Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
