package dev.nightjar.query.promql;

import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import java.time.Duration;
import java.time.InstantSource;

/** A parsed and checked query, to be asked any number of times, from any thread. */
public final class PreparedQuery {
    /** Times farther from the epoch are refused, so that arithmetic on times never overflows. */
    static final long FARTHEST_MILLIS = 1_000_000_000_000_000_000L;

    private final SeriesReader reader;
    private final SecondReaders secondReaders;
    private final InstantSource clock;
    private final SourceText source;
    private final Expr expr;
    private final Duration preparation;

    /** {@code preparation} is how long parsing took. */
    PreparedQuery(
            SeriesReader reader,
            SecondReaders secondReaders,
            InstantSource clock,
            SourceText source,
            Expr expr,
            Duration preparation) {
        this.reader = reader;
        this.secondReaders = secondReaders;
        this.clock = clock;
        this.source = source;
        this.expr = expr;
        this.preparation = preparation;
    }

    public String text() {
        return source.text();
    }

    public Expr expr() {
        return expr;
    }

    /** The value at one time. Throws {@link QueryException} where there is none. */
    public QueryResult instant(long atMillis, QueryOptions options) {
        requireNear(atMillis);
        return run(TimeSteps.instant(atMillis), atMillis, options)
                .result(preparation, evaluator -> Results.instant(expr, evaluator, atMillis));
    }

    /**
     * The values from {@code startMillis} to {@code endMillis}, both inside, every {@code stepMillis}. Throws {@link
     * QueryException} where there are none.
     */
    public QueryResult range(long startMillis, long endMillis, long stepMillis, QueryOptions options) {
        requireNear(startMillis);
        requireNear(endMillis);
        if (stepMillis <= 0) {
            throw bad("zero or negative query resolution step widths are not accepted, found " + stepMillis
                    + " ms; try a positive number of seconds");
        }
        if (endMillis < startMillis) {
            throw bad("end timestamp must not be before start time, found start " + startMillis + " ms and end "
                    + endMillis + " ms");
        }
        if ((endMillis - startMillis) / stepMillis >= options.limits().maxPoints()) {
            throw bad("exceeded maximum resolution of " + (options.limits().maxPoints() - 1)
                    + " points per timeseries; use a longer step or a shorter range");
        }
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw bad("invalid expression type \"" + expr.type().words()
                    + "\" for range query, must be Scalar or instant Vector");
        }
        return run(TimeSteps.range(startMillis, endMillis, stepMillis), endMillis, options)
                .result(preparation, evaluator -> Results.range(expr, evaluator));
    }

    private static void requireNear(long millis) {
        if (millis < -FARTHEST_MILLIS || millis > FARTHEST_MILLIS) {
            throw bad("time " + millis + " ms is out of range");
        }
    }

    private static QueryException bad(String message) {
        return new QueryException(ErrorKind.BAD_DATA, message);
    }

    private QueryRun run(TimeSteps steps, long endMillis, QueryOptions options) {
        return new QueryRun(reader, secondReaders, clock, source, expr, steps, endMillis, options);
    }
}
