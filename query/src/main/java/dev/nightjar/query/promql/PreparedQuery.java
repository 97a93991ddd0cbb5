package dev.nightjar.query.promql;

import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A parsed and checked query, to be asked any number of times, from any thread. */
public final class PreparedQuery {
    /** Times farther from the epoch are refused, so that arithmetic on times never overflows. */
    static final long FARTHEST_MILLIS = 1_000_000_000_000_000_000L;

    private final SeriesReader reader;
    private final InstantSource clock;
    private final SourceText source;
    private final Expr expr;

    PreparedQuery(SeriesReader reader, InstantSource clock, SourceText source, Expr expr) {
        this.reader = reader;
        this.clock = clock;
        this.source = source;
        this.expr = expr;
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
        Run run = new Run(TimeSteps.instant(atMillis), atMillis, atMillis, 0, options);
        return run.result(() -> Results.instant(expr, run.evaluator, atMillis));
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
        Run run = new Run(
                TimeSteps.range(startMillis, endMillis, stepMillis), startMillis, endMillis, stepMillis, options);
        return run.result(() -> Results.range(expr, run.evaluator));
    }

    private static void requireNear(long millis) {
        if (millis < -FARTHEST_MILLIS || millis > FARTHEST_MILLIS) {
            throw bad("time " + millis + " ms is out of range");
        }
    }

    private static QueryException bad(String message) {
        return new QueryException(ErrorKind.BAD_DATA, message);
    }

    /** One evaluation: what it may use, what it has to say. */
    private final class Run {
        private final Annotations annotations = new Annotations(source);
        private final QueryBudget budget;
        private final Evaluator evaluator;

        Run(TimeSteps steps, long startMillis, long endMillis, long stepMillis, QueryOptions options) {
            budget = new QueryBudget(options.limits(), options.cancellation(), clock);
            QueryScope scope = new QueryScope(
                    reader,
                    budget,
                    annotations,
                    startMillis,
                    endMillis,
                    stepMillis,
                    options.lookback().toMillis(),
                    options.subqueryStep().toMillis());
            evaluator = new Evaluator(scope, steps);
        }

        /** The parser bounds how deep trees are; should one still be too deep for this thread, that is said, too. */
        QueryResult result(Supplier<QueryValue> evaluation) {
            QueryValue value;
            try {
                value = evaluation.get();
            } catch (StackOverflowError e) {
                throw QueryException.execution("the expression is nested too deep to be evaluated");
            }
            return new QueryResult(
                    value, annotations.warnings(), annotations.infos(), budget.seriesRead(), budget.samplesUsed());
        }
    }
}
