package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads and checks the API's parameters; every complaint names its parameter. */
final class QueryParameters {
    private static final int MAX_POINTS = 11_000;
    private static final long RECENT_MILLIS = 3_600_000;

    /** The instants of a range query, both ends inside. */
    record Range(long startMillis, long endMillis, long stepMillis) {}

    private final Exchange exchange;
    private final InstantSource clock;

    QueryParameters(Exchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Empty where none was sent: the language says what is wrong with that. */
    String query() {
        return exchange.parameter("query").orElse("");
    }

    long time() {
        return time("time").orElseGet(clock::millis);
    }

    Optional<Long> time(String name) {
        return exchange.parameter(name).map(text -> TimeText.millis(text).orElseThrow(() -> noTime(name, text)));
    }

    private static HttpProblem noTime(String name, String text) {
        return HttpProblem.badParameter(
                name, "invalid time value for '" + name + "': cannot parse \"" + text + "\" to a valid timestamp");
    }

    Range range() {
        long start = edge("start");
        long end = edge("end");
        if (end < start) {
            throw HttpProblem.badParameter("end", "end timestamp must not be before start time");
        }
        long step = needed("step", duration("step"), "duration").toMillis();
        if (step <= 0) {
            throw HttpProblem.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((end - start) / step > MAX_POINTS) {
            throw new HttpProblem(
                    400,
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution"
                            + " (?step=XX)",
                    null,
                    null);
        }
        return new Range(start, end, step);
    }

    /** Prometheus words its complaint about these two times as it words that about the step. */
    private long edge(String name) {
        String text = exchange.parameter(name).orElse("");
        return TimeText.millis(text)
                .orElseThrow(
                        () -> HttpProblem.badParameter(name, "cannot parse \"" + text + "\" to a valid timestamp"));
    }

    private static <T> T needed(String name, Optional<T> value, String kind) {
        return value.orElseThrow(() -> HttpProblem.badParameter(name, "cannot parse \"\" to a valid " + kind));
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
        return new MetricQueries.Options(exchange.asker(), cancellation, timeout(), lookback(), summaries(), false);
    }

    private Optional<Duration> timeout() {
        Optional<Duration> timeout = duration("timeout");
        if (timeout.isPresent() && !timeout.get().isPositive()) {
            throw HttpProblem.badParameter("timeout", "a query needs more time than none, such as 30s");
        }
        return timeout;
    }

    private boolean summaries() {
        String text = exchange.parameter("summaries").orElse("true");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.badParameter("summaries", "\"" + text + "\" is neither true nor false");
        };
    }

    private Optional<Duration> lookback() {
        try {
            return duration("lookback_delta");
        } catch (HttpProblem e) {
            throw new HttpProblem(e.status(), "error parsing lookback delta duration: " + e.error(), null, null);
        }
    }

    StatisticsJson.Wanted statistics() {
        return exchange.parameter("stats")
                .map(text -> text.equals("all") ? StatisticsJson.Wanted.PER_STEP : StatisticsJson.Wanted.TOTALS)
                .orElse(StatisticsJson.Wanted.NONE);
    }

    /** What is to be said about {@code stats}: other words than the two it has once meant the totals, too. */
    List<String> deprecations() {
        return exchange
                .parameter("stats")
                .filter(text -> !text.equals("true") && !text.equals("all"))
                .map(text -> "value \"" + text + "\" for parameter \"stats\" is deprecated and will be rejected in the"
                        + " next major release, use \"true\" or \"all\"")
                .stream()
                .toList();
    }

    /** Items to answer with at most; 0 means all. */
    int limit() {
        int limit = exchange.parameter("limit").map(QueryParameters::number).orElse(0);
        if (limit < 0) {
            throw HttpProblem.badParameter("limit", "limit must be non-negative");
        }
        return limit;
    }

    /** More than there can be is all there is. */
    private static int number(String text) {
        try {
            return Math.clamp(Long.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter("limit", "cannot parse \"" + text + "\" to a whole number");
        }
    }

    /** A count that may be left out; {@code name} must be a number. */
    Optional<Integer> count(String name) {
        return exchange.parameter(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new HttpProblem(400, name + " must be a number", null, null);
            }
        });
    }

    /** {@code otherwise} where it is absent. */
    boolean flag(String name, boolean otherwise) {
        return exchange.parameter(name)
                .map(text -> truth(text)
                        .orElseThrow(() -> HttpProblem.badParameter(
                                name, "unable to parse boolean: found \"" + text + "\", expected true or false")))
                .orElse(otherwise);
    }

    /** As Go's {@code ParseBool} reads it; empty for anything else. */
    static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The conditions of each {@code match[]}. */
    List<List<Matcher>> matchers(MetricQueries queries) {
        List<List<Matcher>> all = anyMatchers(queries);
        for (List<Matcher> matchers : all) {
            if (matchers.stream().allMatch(Matcher::matchesAbsent)) {
                throw HttpProblem.badParameter("match[]", "match[] must contain at least one non-empty matcher");
            }
        }
        return all;
    }

    /** The same where each may mean all series. */
    List<List<Matcher>> anyMatchers(MetricQueries queries) {
        return exchange.parameters("match[]").stream().map(queries::anySelector).toList();
    }

    /** The same where there has to be one. */
    List<List<Matcher>> someMatchers(MetricQueries queries) {
        if (exchange.parameters("match[]").isEmpty()) {
            throw new HttpProblem(400, "no match[] parameter provided", null, null);
        }
        try {
            return matchers(queries);
        } catch (QueryException e) {
            throw HttpProblem.badParameter("match[]", String.valueOf(e.getMessage()));
        }
    }

    /** From {@code start} to {@code end}, all times where they are absent. */
    TimeRange bounds() {
        return bounds("start time");
    }

    /** The same; empty where the end comes before the start, between which there is nothing. */
    Optional<TimeRange> span() {
        long start = bound("start").orElse(Long.MIN_VALUE);
        long end = bound("end").orElse(Long.MAX_VALUE);
        return end < start ? Optional.empty() : Optional.of(new TimeRange(start, end));
    }

    TimeRange bounds(String startWords) {
        return span().orElseThrow(
                        () -> new HttpProblem(400, "end timestamp must not be before " + startWords, null, null));
    }

    /** From {@code start} to {@code end}, the hour up to now where they are absent. */
    TimeRange recent() {
        long end = bound("end").orElseGet(clock::millis);
        long start = bound("start").orElseGet(() -> clock.millis() - RECENT_MILLIS);
        if (end < start) {
            throw new HttpProblem(400, "end timestamp must not be before start time", null, null);
        }
        return new TimeRange(start, end);
    }

    private Optional<Long> bound(String name) {
        return exchange.parameter(name).map(text -> TimeText.boundMillis(text).orElseThrow(() -> noTime(name, text)));
    }
}
