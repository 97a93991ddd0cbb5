package dev.nightjar.web.loki;

import dev.nightjar.model.LogReader;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LineFollower;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.logql.LogQuery;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.AskedQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** LogQL by Nightjar's own engine. */
public final class LogqlQueries implements LogQueries {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** For what keeps nothing and may take as long as its client takes to read. */
    private static final QueryLimits UNBOUNDED =
            new QueryLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofDays(365));

    private final LogReader logs;
    private final QueryLimits limits;
    private final InstantSource clock;
    private final ActiveQueries active;
    private final LongSupplier nanoTime;

    /** {@code nanoTime} only measures how long queries take. */
    public LogqlQueries(
            LogReader logs, QueryLimits limits, InstantSource clock, ActiveQueries active, LongSupplier nanoTime) {
        this.logs = logs;
        this.limits = limits;
        this.clock = clock;
        this.active = active;
        this.nanoTime = nanoTime;
    }

    /** A query over a reader that takes down what was read for it. */
    private record Metered(LogQuery query, MeteredReader reader, long begunNanos) {}

    private Metered prepare(String text) {
        MeteredReader reader = new MeteredReader(logs);
        return new Metered(new LogQl(reader, limits, clock).prepare(text), reader, nanoTime.getAsLong());
    }

    @Override
    public Answer range(RangeQuestion question, Asking asking) {
        Metered metered = prepare(question.query());
        return active.run(
                new AskedQuery("logql", question.query(), asking.by()),
                asking.cancellation(),
                () -> metered.query().isMetric() ? steps(metered, question, asking) : lines(metered, question, asking));
    }

    /** At whole multiples of the step from the one before the start to the one after the end, as Loki's frontend asks. */
    private Answer steps(Metered metered, RangeQuestion question, Asking asking) {
        long step = Math.multiplyExact(question.stepMillis(), NANOS_PER_MILLI);
        long first = Math.floorDiv(question.startNanos(), step);
        long last = Math.ceilDiv(question.endNanos(), step);
        return numbers(
                metered,
                metered.query()
                        .range(
                                first * question.stepMillis(),
                                last * question.stepMillis(),
                                question.stepMillis(),
                                asking.cancellation()));
    }

    private Answer lines(Metered metered, RangeQuestion question, Asking asking) {
        int limit = LokiParameters.checkedLines(question.limit());
        List<LogEntry> entries = new ArrayList<>();
        Spacing spacing = new Spacing(question.intervalNanos());
        NanoRange range = new NanoRange(question.startNanos(), question.endNanos());
        metered.query().forEach(range, question.direction(), asking.cancellation(), entry -> {
            if (spacing.admits(entry.timestampNanos())) {
                entries.add(entry);
            }
            return entries.size() < limit;
        });
        return new Answer.Lines(
                StreamsByLabels.ordered(entries, question.categorize()),
                question.categorize(),
                cost(metered, entries.size()),
                metered.reader().warnings());
    }

    @Override
    public Answer instant(String query, long atNanos, Asking asking) {
        Metered metered = prepare(query);
        return active.run(
                new AskedQuery("logql", query, asking.by()),
                asking.cancellation(),
                () -> numbers(metered, metered.query().at(atNanos, asking.cancellation())));
    }

    private Answer numbers(Metered metered, QueryValue value) {
        long entries = switch (value) {
            case QueryValue.InstantVector vector -> vector.samples().size();
            case QueryValue.RangeMatrix matrix -> matrix.series().size();
            case QueryValue.Scalar _, QueryValue.Text _ -> 1;
        };
        return new Answer.Numbers(
                value, cost(metered, entries), metered.reader().warnings());
    }

    private QueryCost cost(Metered metered, long entries) {
        return new QueryCost(
                metered.reader().lines(),
                metered.reader().bytes(),
                entries,
                (nanoTime.getAsLong() - metered.begunNanos()) / 1e9);
    }

    @Override
    public Walk walk(String text) {
        MeteredReader reader = new MeteredReader(logs);
        LogQuery query = new LogQl(reader, UNBOUNDED, clock).prepare(text);
        if (query.isMetric()) {
            throw new QueryException(ErrorKind.BAD_DATA, "the query yields values, not lines: " + text);
        }
        return (range, direction, asking, consumer) ->
                active.run(new AskedQuery("logql", text, asking.by()), asking.cancellation(), () -> {
                    query.forEach(range, direction, asking.cancellation(), consumer);
                    return reader.warnings();
                });
    }

    @Override
    public LineFollower follower(String query) {
        return new LogQl(logs, limits, clock).prepare(query).follower();
    }

    @Override
    public List<Matcher> selector(String text) {
        LogQuery query = new LogQl(logs, limits, clock).prepare(text);
        Set<List<Matcher>> selectors = query.selectors();
        if (query.isMetric() || selectors.size() != 1) {
            throw new QueryException(
                    ErrorKind.BAD_DATA, "not a stream selector, such as {service=\"checkout\"}: " + text);
        }
        return selectors.iterator().next();
    }

    @Override
    public List<Matcher> selectorAlone(String text) {
        return new LogQl(logs, limits, clock)
                .prepare(text)
                .selector()
                .orElseThrow(() -> new QueryException(
                        ErrorKind.BAD_DATA, "only label matchers are supported, such as {service=\"checkout\"}"));
    }
}
