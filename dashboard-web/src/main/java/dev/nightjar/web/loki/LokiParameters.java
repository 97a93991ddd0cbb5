package dev.nightjar.web.loki;

import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and checks Loki's parameters; the text of every complaint names its parameter, in Loki's words where it has some. */
final class LokiParameters {
    /** Most lines that a query answers. */
    static final int MAX_LINES = 5000;

    /** What a query looks back where it says nothing of time. */
    static final Duration QUERY_SPAN = Duration.ofHours(1);

    /** The same for labels and streams. */
    static final Duration LABEL_SPAN = Duration.ofHours(6);

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_POINTS = 11_000;
    private static final int DEFAULT_POINTS = 250;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final List<String> OTHER_FORMS =
            List.of("application/vnd.apache.parquet", "application/vnd.google.protobuf");

    private final Exchange exchange;
    private final InstantSource clock;

    LokiParameters(Exchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    String query() {
        return exchange.parameter("query")
                .orElseThrow(() -> HttpProblem.badParameter(
                        "query", "parse error : syntax error: unexpected $end: no query was sent"));
    }

    Optional<String> text(String name) {
        return exchange.parameter(name);
    }

    long now() {
        return clock.millis() * NANOS_PER_MILLI;
    }

    long time() {
        return time("time").orElseGet(this::now);
    }

    Optional<Long> time(String name) {
        return exchange.parameter(name)
                .map(text -> TimeText.nanos(text)
                        .orElseThrow(() -> HttpProblem.badParameter(
                                name,
                                "could not parse '" + name + "' parameter: \"" + text
                                        + "\" is not a time: nanoseconds, seconds with decimals or RFC 3339")));
    }

    /**
     * From {@code span} ago until now unless said otherwise; {@code since} counts back from the end, or from now where
     * the end is in the future.
     */
    NanoRange range(Duration span) {
        long end = time("end").orElseGet(this::now);
        long back = duration("since").orElse(span).toNanos();
        long start = time("start").orElse(Math.min(end, now()) - back);
        if (end < start) {
            throw HttpProblem.badParameter("end", "end timestamp must not be before or equal to start time");
        }
        return new NanoRange(start, end);
    }

    LogQueries.RangeQuestion question() {
        NanoRange range = range(QUERY_SPAN);
        long interval = duration("interval").orElse(Duration.ZERO).toNanos();
        if (interval < 0) {
            throw HttpProblem.badParameter("interval", "interval must be >= 0");
        }
        return new LogQueries.RangeQuestion(
                query(),
                range.startNanos(),
                range.endNanos(),
                stepMillis(range),
                interval,
                limit("limit", DEFAULT_LIMIT),
                direction(LogDirection.BACKWARD),
                categorize());
    }

    /** Refuses what a query of numbers has no use for but may not be asked with either. */
    void checkLines() {
        limit("limit", DEFAULT_LIMIT);
        direction(LogDirection.BACKWARD);
    }

    /** Between values; of a 250th of the range, at least a second, where none is asked for. */
    long stepMillis(NanoRange range) {
        long spanMillis = (range.endNanos() - range.startNanos()) / NANOS_PER_MILLI;
        long step = duration("step")
                .map(Duration::toMillis)
                .orElse(Math.max(1000, spanMillis / DEFAULT_POINTS / 1000 * 1000));
        if (step <= 0) {
            throw HttpProblem.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (spanMillis / step > MAX_POINTS) {
            throw HttpProblem.badParameter(
                    "step",
                    "exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the"
                            + " step parameter");
        }
        return step;
    }

    /** Any number above zero. What bounds it is not said here. */
    int limit(String name, int otherwise) {
        Optional<String> text = exchange.parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long limit = Long.parseLong(text.get());
            if (limit > 0) {
                return (int) Math.min(limit, Integer.MAX_VALUE);
            }
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter(
                    name, "could not parse '" + name + "' parameter: \"" + text.get() + "\" is not a whole number");
        }
        throw HttpProblem.badParameter(name, name + " must be a positive value");
    }

    /** The same, of lines that are read. */
    int lineLimit(String name, int otherwise) {
        return checkedLines(limit(name, otherwise));
    }

    /** Refuses more lines than a query answers. */
    static int checkedLines(int lines) {
        if (lines > MAX_LINES) {
            throw HttpProblem.badParameter(
                    "limit",
                    "max entries limit per query exceeded, limit > max_entries_limit_per_query (" + lines + " > "
                            + MAX_LINES + ")");
        }
        return lines;
    }

    LogDirection direction(LogDirection otherwise) {
        String text = exchange.parameter("direction").orElse("");
        return text.isEmpty() ? otherwise : direction(text);
    }

    private static LogDirection direction(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "backward" -> LogDirection.BACKWARD;
            case "forward" -> LogDirection.FORWARD;
            default -> throw HttpProblem.badParameter("direction", "invalid direction '" + text + "'");
        };
    }

    /** Grafana asks for labels by where they come from. */
    boolean categorize() {
        return exchange.header("X-Loki-Response-Encoding-Flags").orElse("").contains(LokiJson.CATEGORIZE);
    }

    private Optional<Duration> duration(String name) {
        return exchange.parameter(name)
                .map(text -> Duration.ofMillis(TimeText.durationMillis(text)
                        .orElseThrow(() -> HttpProblem.badParameter(
                                name,
                                "could not parse '" + name + "' parameter: cannot parse \"" + text
                                        + "\" to a valid duration, such as 5m or 300"))));
    }

    /** Refuses to answer in JSON who can only take one of Loki's other forms. */
    void checkForm() {
        String accept = exchange.header("Accept").orElse("").toLowerCase(Locale.ROOT);
        for (String form : OTHER_FORMS) {
            if (accept.contains(form) && !accept.contains("json") && !accept.contains("*/*")) {
                throw new HttpProblem(
                        406, "not supported yet: answers as " + form + "; ask for application/json", null, null);
            }
        }
    }

    /** Stops the query when its client leaves. */
    LogQueries.Asking asking() {
        Cancellation cancellation = new Cancellation();
        exchange.onGone(cancellation::cancel);
        return new LogQueries.Asking(exchange.asker(), cancellation);
    }

    /** Streams selected by each {@code match[]} (or {@code query}); all streams where there is none. */
    List<LogSelection> selections(LogQueries queries, Duration span) {
        NanoRange range = range(span);
        List<String> texts = new ArrayList<>(exchange.parameters("match[]"));
        texts.addAll(exchange.parameters("match"));
        if (texts.isEmpty()) {
            texts = exchange.parameter("query").map(List::of).orElse(List.of());
        }
        if (texts.isEmpty()) {
            return List.of(selection(List.of(), range));
        }
        return texts.stream()
                .map(text -> selection(queries.selectorAlone(text), range))
                .toList();
    }

    static LogSelection selection(List<Matcher> matchers, NanoRange range) {
        return new LogSelection(matchers, range, LogSelection.Order.ANY, List.of());
    }
}
