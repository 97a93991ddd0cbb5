package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks the API's parameters; every complaint names its parameter. */
final class QueryParameters {
    private static final int MAX_POINTS = 11_000;

    /** The instants of a range query, both ends inside. */
    record Range(long startMillis, long endMillis, long stepMillis) {}

    private final Exchange exchange;
    private final InstantSource clock;

    QueryParameters(Exchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    String query() {
        return exchange.parameter("query").orElseThrow(() -> HttpProblem.badParameter("query", "no query was sent"));
    }

    long time() {
        return time("time").orElseGet(clock::millis);
    }

    Optional<Long> time(String name) {
        return exchange.parameter(name)
                .map(text -> TimeText.millis(text)
                        .orElseThrow(() ->
                                HttpProblem.badParameter(name, "cannot parse \"" + text + "\" to a valid timestamp")));
    }

    Range range() {
        long start = time("start").orElseThrow(() -> HttpProblem.badParameter("start", "a range needs a start"));
        long end = time("end").orElseThrow(() -> HttpProblem.badParameter("end", "a range needs an end"));
        if (end < start) {
            throw HttpProblem.badParameter("end", "end timestamp must not be before start time");
        }
        long step = duration("step")
                .orElseThrow(() -> HttpProblem.badParameter("step", "a range needs a step"))
                .toMillis();
        if (step <= 0) {
            throw HttpProblem.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((end - start) / step > MAX_POINTS) {
            throw HttpProblem.badParameter(
                    "step",
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution"
                            + " (?step=XX)");
        }
        return new Range(start, end, step);
    }

    Optional<Duration> duration(String name) {
        return exchange.parameter(name)
                .map(text -> Duration.ofMillis(TimeText.durationMillis(text)
                        .orElseThrow(() ->
                                HttpProblem.badParameter(name, "cannot parse \"" + text + "\" to a valid duration"))));
    }

    /** Stops the query when its client leaves. */
    MetricQueries.Options options() {
        Cancellation cancellation = new Cancellation();
        exchange.onGone(cancellation::cancel);
        return new MetricQueries.Options(cancellation, duration("timeout"), duration("lookback_delta"));
    }

    /** Items to answer with at most; 0 means all. */
    int limit() {
        return exchange.parameter("limit")
                .map(text -> {
                    try {
                        int limit = Integer.parseInt(text);
                        if (limit >= 0) {
                            return limit;
                        }
                    } catch (NumberFormatException e) {
                        // told below
                    }
                    throw HttpProblem.badParameter("limit", "limit must be a whole number, not negative: " + text);
                })
                .orElse(0);
    }

    /** One selection for each {@code match[]}. */
    List<SeriesSelection> selections(MetricQueries queries) {
        long end = time("end").orElse(Long.MAX_VALUE);
        long start = time("start").orElse(Long.MIN_VALUE);
        if (end < start) {
            throw HttpProblem.badParameter("end", "end timestamp must not be before start time");
        }
        TimeRange range = new TimeRange(start, end);
        List<SeriesSelection> selections = new ArrayList<>();
        for (String text : exchange.parameters("match[]")) {
            List<Matcher> matchers = queries.selector(text);
            selections.add(new SeriesSelection(matchers, range));
        }
        return selections;
    }

    TimeRange range(long defaultStart) {
        long end = time("end").orElse(Long.MAX_VALUE);
        return new TimeRange(Math.min(end, time("start").orElse(defaultStart)), end);
    }
}
