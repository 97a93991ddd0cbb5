package dev.nightjar.web.loki;

import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and checks Loki's parameters; every complaint names its parameter. */
final class LokiParameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 5000;
    private static final int MAX_POINTS = 11_000;
    private static final int DEFAULT_POINTS = 250;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Exchange exchange;
    private final InstantSource clock;

    LokiParameters(Exchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    String query() {
        return exchange.parameter("query").orElseThrow(() -> HttpProblem.badParameter("query", "no query was sent"));
    }

    long now() {
        return clock.millis() * NANOS_PER_MILLI;
    }

    long time() {
        return time("time").orElseGet(this::now);
    }

    private Optional<Long> time(String name) {
        return exchange.parameter(name)
                .map(text -> TimeText.nanos(text)
                        .orElseThrow(() -> HttpProblem.badParameter(
                                name,
                                "\"" + text + "\" is not a time: nanoseconds, seconds with decimals or RFC 3339")));
    }

    /** From an hour ago until now unless said otherwise; {@code since} counts back from the end. */
    NanoRange range() {
        long end = time("end").orElseGet(this::now);
        long span = duration("since").orElse(Duration.ofHours(1)).toNanos();
        long start = time("start").orElse(end - span);
        if (end < start) {
            throw HttpProblem.badParameter("end", "the end is before the start");
        }
        return new NanoRange(start, end);
    }

    LogQueries.RangeQuestion question() {
        NanoRange range = range();
        long spanMillis = (range.endNanos() - range.startNanos()) / NANOS_PER_MILLI;
        long step = duration("step").map(Duration::toMillis).orElse(Math.max(1000, spanMillis / DEFAULT_POINTS));
        if (step <= 0) {
            throw HttpProblem.badParameter("step", "the step must be longer than nothing");
        }
        if (spanMillis / step > MAX_POINTS) {
            throw HttpProblem.badParameter(
                    "step",
                    "exceeded maximum resolution of 11,000 points per timeseries. Try increasing the value of the step"
                            + " parameter");
        }
        return new LogQueries.RangeQuestion(
                query(), range.startNanos(), range.endNanos(), step, limit(), direction(), categorize());
    }

    private int limit() {
        String text = exchange.parameter("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        try {
            int limit = Integer.parseInt(text);
            if (limit > 0 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw HttpProblem.badParameter("limit", "limit must be between 1 and " + MAX_LIMIT + ", found " + text);
    }

    private LogQueries.Direction direction() {
        String text = exchange.parameter("direction").orElse("backward").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "backward" -> LogQueries.Direction.BACKWARD;
            case "forward" -> LogQueries.Direction.FORWARD;
            default -> throw HttpProblem.badParameter("direction", "must be forward or backward, found " + text);
        };
    }

    /** Grafana asks for labels by where they come from. */
    private boolean categorize() {
        return exchange.header("X-Loki-Response-Encoding-Flags").orElse("").contains(LokiJson.CATEGORIZE);
    }

    private Optional<Duration> duration(String name) {
        return exchange.parameter(name)
                .map(text -> Duration.ofMillis(TimeText.durationMillis(text)
                        .orElseThrow(() -> HttpProblem.badParameter(name, "\"" + text + "\" is not a duration"))));
    }

    /** Stops the query when its client leaves. */
    LogQueries.Asking asking() {
        Cancellation cancellation = new Cancellation();
        exchange.onGone(cancellation::cancel);
        return new LogQueries.Asking(exchange.asker(), cancellation);
    }

    /** Streams selected by each {@code match[]} (or {@code query}); all streams where there is none. */
    List<LogSelection> selections(LogQueries queries) {
        NanoRange range = range();
        List<String> texts = exchange.parameters("match[]");
        if (texts.isEmpty()) {
            texts = exchange.parameters("match");
        }
        if (texts.isEmpty()) {
            texts = exchange.parameter("query").map(List::of).orElse(List.of());
        }
        if (texts.isEmpty()) {
            return List.of(selection(List.of(), range));
        }
        return texts.stream()
                .map(text -> selection(queries.selector(text), range))
                .toList();
    }

    private static LogSelection selection(List<Matcher> matchers, NanoRange range) {
        return new LogSelection(matchers, range, LogSelection.Order.ANY, List.of());
    }
}
