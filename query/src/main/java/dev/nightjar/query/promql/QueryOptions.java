package dev.nightjar.query.promql;

import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryLimits;
import java.time.Duration;

/**
 * How a query is run.
 *
 * @param limits what it may use
 * @param cancellation stops it from another thread
 * @param lookback how old the sample may be that an instant selector shows; a sample just that old is too old
 * @param subqueryStep the step of subqueries that name none
 * @param summaries whether long windows may be answered from summaries, where the result is the same
 * @param explain whether the result is to hold the plan; costs two readings of the clock for each series handed on
 */
public record QueryOptions(
        QueryLimits limits,
        Cancellation cancellation,
        Duration lookback,
        Duration subqueryStep,
        boolean summaries,
        boolean explain) {
    public QueryOptions {
        if (lookback.toMillis() <= 0 || subqueryStep.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "lookback and step must be positive, found " + lookback + " and " + subqueryStep);
        }
    }

    /** Five minutes of lookback, subqueries by the minute, the usual limits, a cancellation of its own. */
    public static QueryOptions defaults() {
        return new QueryOptions(
                QueryLimits.DEFAULTS, new Cancellation(), Duration.ofMinutes(5), Duration.ofMinutes(1), true, false);
    }

    public QueryOptions withLimits(QueryLimits other) {
        return new QueryOptions(other, cancellation, lookback, subqueryStep, summaries, explain);
    }

    public QueryOptions withCancellation(Cancellation other) {
        return new QueryOptions(limits, other, lookback, subqueryStep, summaries, explain);
    }

    public QueryOptions withLookback(Duration other) {
        return new QueryOptions(limits, cancellation, other, subqueryStep, summaries, explain);
    }

    /** The same, reading nothing but samples. */
    public QueryOptions withoutSummaries() {
        return new QueryOptions(limits, cancellation, lookback, subqueryStep, false, explain);
    }

    /** The same, and the result says what each part of the query took. */
    public QueryOptions explained() {
        return new QueryOptions(limits, cancellation, lookback, subqueryStep, summaries, true);
    }
}
