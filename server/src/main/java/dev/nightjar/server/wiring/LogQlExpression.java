package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.Track;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.logql.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A rule's expression in LogQL. */
final class LogQlExpression implements Expression {
    /** Streams without a line for so long have no data. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    private final LogQuery query;
    private final LogReader logs;

    private LogQlExpression(LogQuery query, LogReader logs) {
        this.query = query;
        this.logs = logs;
    }

    static LogQlExpression of(LogQuery query, LogReader logs) {
        if (!query.isMetric()) {
            throw new InvalidExpressionException(
                    "the query gives lines, a rule wants values: count them, such as"
                            + " sum(count_over_time({app=\"shop\"} |= \"error\" [5m])) > 10",
                    0);
        }
        return new LogQlExpression(query, logs);
    }

    @Override
    public List<Sample> at(Instant instant) {
        return VectorSamples.of(query.instant(instant.toEpochMilli(), new Cancellation()));
    }

    @Override
    public boolean hasData(Instant instant) {
        long end = instant.toEpochMilli() * 1_000_000 + 1;
        NanoRange range = new NanoRange(end - RECENT.toNanos(), end);
        return query.selectors().isEmpty()
                || query.selectors().stream()
                        .anyMatch(matchers -> !logs.streams(
                                        new LogSelection(matchers, range, LogSelection.Order.ANY, List.of()))
                                .isEmpty());
    }

    @Override
    public List<Track> over(Instant first, Instant last, Duration step) {
        long start = first.toEpochMilli();
        int steps = Math.toIntExact(Duration.between(first, last).dividedBy(step) + 1);
        return VectorSamples.tracks(
                query.range(start, last.toEpochMilli(), step.toMillis(), new Cancellation()),
                start,
                step.toMillis(),
                steps);
    }
}
