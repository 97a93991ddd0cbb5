package dev.nightjar.model;

import java.util.List;
import java.util.Optional;

/**
 * Which series, which time.
 *
 * @param matchers all must hold
 * @param range samples outside it are not returned
 * @param summaries a hint that the caller will ask for {@link SeriesCursor#summarize} with it
 */
public record SeriesSelection(List<Matcher> matchers, TimeRange range, Optional<SummaryRequest> summaries) {
    public SeriesSelection {
        matchers = List.copyOf(matchers);
    }

    public SeriesSelection(List<Matcher> matchers, TimeRange range) {
        this(matchers, range, Optional.empty());
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
