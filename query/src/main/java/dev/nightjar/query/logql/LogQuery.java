package dev.nightjar.query.logql;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A query that was read and can be asked any number of times, from any thread. */
public final class LogQuery {
    private static final int LINES_BETWEEN_CHECKS = 1024;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** What an entry's labels and objects take, in values of eight bytes. */
    private static final int ENTRY_VALUES = 32;

    private final LogReader reader;
    private final QueryLimits limits;
    private final InstantSource clock;
    private final SourceText source;
    private final Expression expression;
    private final Pipelines pipelines;

    LogQuery(LogReader reader, QueryLimits limits, InstantSource clock, SourceText source, Expression expression) {
        this.reader = reader;
        this.limits = limits;
        this.clock = clock;
        this.source = source;
        this.expression = expression;
        this.pipelines = Pipelines.of(expression, clock, reader.appliesFilters());
    }

    /** Whether the answer is values rather than lines. */
    public boolean isMetric() {
        return expression instanceof Expression.Metric;
    }

    /** Whether the answer is one number a step, not series. */
    public boolean isNumber() {
        return expression instanceof Expression.Literal;
    }

    public String text() {
        return source.text();
    }

    /** The matchers of all selectors in the text: which streams the query looks at. */
    public Set<List<Matcher>> selectors() {
        return pipelines.selectors();
    }

    /** The matchers where the query is a stream selector and nothing else. */
    public Optional<List<Matcher>> selector() {
        return expression instanceof Expression.Lines lines && lines.stages().isEmpty()
                ? Optional.of(lines.matchers())
                : Optional.empty();
    }

    /** The query for lines that come one by one. Throws {@link QueryException} for a query of values. */
    public LineFollower follower() {
        if (expression instanceof Expression.Lines lines) {
            return LineFollower.of(lines, clock);
        }
        throw new QueryException(
                ErrorKind.BAD_DATA, "the query yields values, not lines; only lines can be followed: " + text());
    }

    /** The first {@code limit} entries in order of time. Throws {@link QueryException} for a query of values. */
    public LogResult streams(NanoRange range, int limit, LogDirection direction, Cancellation cancellation) {
        List<LogEntry> entries = new ArrayList<>();
        if (limit <= 0) {
            return new LogResult(entries, 0, 0);
        }
        QueryBudget budget = budget(cancellation);
        long[] read = forEach(range, direction, budget, entry -> {
            budget.held(ENTRY_VALUES + (entry.line().length + chars(entry.parsed())) / 8);
            entries.add(entry);
            return entries.size() < limit;
        });
        return new LogResult(entries, read[0], read[1]);
    }

    /**
     * Hands entries over one by one, as many as there are, until {@code consumer} answers false; says how many lines
     * and bytes were read. For exports: nothing is collected.
     */
    public long[] forEach(
            NanoRange range, LogDirection direction, Cancellation cancellation, Predicate<LogEntry> consumer) {
        return forEach(range, direction, budget(cancellation), consumer);
    }

    private long[] forEach(NanoRange range, LogDirection direction, QueryBudget budget, Predicate<LogEntry> consumer) {
        if (!(expression instanceof Expression.Lines lines)) {
            throw new QueryException(
                    ErrorKind.BAD_DATA, "the query yields values, not lines; ask it at an instant or over a range");
        }
        Pipeline pipeline = pipelines.of(lines);
        LogSelection.Order order = switch (direction) {
            case BACKWARD -> LogSelection.Order.NEWEST_FIRST;
            case FORWARD -> LogSelection.Order.OLDEST_FIRST;
        };
        Optional<ShapedLines> shaped = ShapedLines.of(pipelines.left(lines), List.of());
        long read = 0;
        long bytes = 0;
        try (LogCursor cursor = reader.select(
                new LogSelection(lines.matchers(), range, order, pipelines.hints(lines)), budget::stopIfDue)) {
            while (cursor.next()) {
                if (read++ % LINES_BETWEEN_CHECKS == 0) {
                    budget.check();
                }
                bytes += cursor.length();
                budget.samples(1);
                if (shaped.isPresent() && shaped.get().look(cursor) == ShapedLines.Verdict.IS_OUT) {
                    continue;
                }
                Entry entry = Entry.of(cursor);
                if (pipeline.apply(entry) && !consumer.test(LogEntry.of(entry))) {
                    break;
                }
            }
        }
        return new long[] {read, bytes};
    }

    /** The values at one moment: a vector, or a scalar. */
    public QueryValue instant(long timeMillis, Cancellation cancellation) {
        return at(Math.multiplyExact(timeMillis, NANOS_PER_MILLI), cancellation);
    }

    /** The same to the nanosecond: a line of that very time counts. */
    public QueryValue at(long timeNanos, Cancellation cancellation) {
        TimeSteps steps = TimeSteps.instant(Math.floorDiv(timeNanos, NANOS_PER_MILLI));
        long beyond = Math.floorMod(timeNanos, NANOS_PER_MILLI);
        return Answers.instant(evaluate(steps, beyond, cancellation), steps, sorts(expression));
    }

    /** The values from start to end, both inside, a step apart: a matrix. */
    public QueryValue range(long startMillis, long endMillis, long stepMillis, Cancellation cancellation) {
        if (stepMillis <= 0 || endMillis < startMillis) {
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "a range needs a step above zero and an end not before its start; found start " + startMillis
                            + ", end " + endMillis + ", step " + stepMillis + " ms");
        }
        if ((endMillis - startMillis) / stepMillis >= limits.maxPoints()) {
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "exceeded maximum resolution of " + (limits.maxPoints() - 1)
                            + " points per timeseries. Try decreasing the query resolution (?step=XX)");
        }
        TimeSteps steps = TimeSteps.range(startMillis, endMillis, stepMillis);
        return Answers.range(evaluate(steps, 0, cancellation), steps);
    }

    private static boolean sorts(Expression part) {
        return switch (part) {
            case Expression.Sort _ -> true;
            case Expression.VectorAggregation aggregation -> sorts(aggregation.operand());
            case Expression.LabelReplace replace -> sorts(replace.operand());
            case Expression.Binary binary -> sorts(binary.left()) || sorts(binary.right());
            case Expression.Lines _, Expression.RangeAggregation _, Expression.Literal _, Expression.Vector _ -> false;
        };
    }

    private Evaluated evaluate(TimeSteps steps, long beyondNanos, Cancellation cancellation) {
        return switch (expression) {
            case Expression.Lines _ ->
                throw new QueryException(
                        ErrorKind.BAD_DATA,
                        "log queries are not supported as an instant query type, please change your query to a range"
                                + " query type");
            case Expression.Metric metric ->
                new MetricEvaluator(reader, pipelines, source, steps, beyondNanos, budget(cancellation)).answer(metric);
        };
    }

    static long chars(Labels labels) {
        long chars = 0;
        for (Label label : labels) {
            chars += label.name().length() + label.value().length();
        }
        return chars;
    }

    private QueryBudget budget(Cancellation cancellation) {
        return new QueryBudget(limits, cancellation, clock);
    }
}
