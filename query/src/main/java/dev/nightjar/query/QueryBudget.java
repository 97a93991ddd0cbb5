package dev.nightjar.query;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts what a running query uses and stops it, by {@link QueryException}, where a limit is reached, its time is over
 * or it was canceled. One query, one thread but for {@link #stopIfDue}.
 */
public final class QueryBudget {
    private static final long WORK_BETWEEN_CHECKS = 100_000;

    /** Finding and reading a series, measured in samples: reading the clock for each would cost as much as a short one. */
    private static final long WORK_A_SERIES = 2_000;

    private final QueryLimits limits;
    private final Cancellation cancellation;
    private final InstantSource clock;
    private final Instant deadline;
    private long samples;
    private long held;
    private long series;
    private long samplesRead;
    private long peakHeld;
    private long longestSeries;
    /** As much as to look at the first occasion: who was canceled while waiting reads nothing. */
    private long uncheckedWork = WORK_BETWEEN_CHECKS;

    public QueryBudget(QueryLimits limits, Cancellation cancellation, InstantSource clock) {
        this.limits = limits;
        this.cancellation = cancellation;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.timeout());
    }

    /** One more series is selected, with {@code samples} samples. Called often enough to stop a query soon. */
    public void series(int withSamples) {
        if (++series > limits.maxSeries()) {
            throw QueryException.execution("the query selects more than " + limits.maxSeries()
                    + " series; narrow its selectors, or raise the limit of series per query");
        }
        samplesRead += withSamples;
        longestSeries = Math.max(longestSeries, withSamples);
        samples(withSamples);
        cancellation.report(samples);
        work(WORK_A_SERIES + withSamples);
    }

    public void samples(long more) {
        samples += more;
        if (samples > limits.maxSamples()) {
            throw QueryException.execution("query processing would load too many samples into memory: more than "
                    + limits.maxSamples() + "; narrow its selectors or its time range, or raise the limit");
        }
    }

    /** So many more values are kept, until the query ends or they are released. */
    public void held(long more) {
        held += more;
        peakHeld = Math.max(peakHeld, held);
        if (held > limits.maxHeld()) {
            throw QueryException.execution("the query would keep too many values in memory: more than "
                    + limits.maxHeld() + "; narrow its selectors or its time range, use a longer step, or aggregate");
        }
        work(more);
    }

    /** So many of the values kept can be forgotten. */
    public void released(long values) {
        held -= values;
    }

    /** How many values are kept now. */
    public long held() {
        return held;
    }

    /** So many steps of work were done; now and then looks whether the query should go on. */
    public void work(long steps) {
        uncheckedWork += steps;
        if (uncheckedWork >= WORK_BETWEEN_CHECKS) {
            uncheckedWork = 0;
            check();
        }
    }

    /** Stops the query if it should not go on. */
    public void check() {
        cancellation.report(samples);
        stopIfDue();
    }

    /** The same, on any thread. */
    public void stopIfDue() {
        if (cancellation.isCanceled()) {
            throw new QueryException(ErrorKind.CANCELED, cancellation.reason());
        }
        if (clock.instant().isAfter(deadline)) {
            throw new QueryException(
                    ErrorKind.TIMEOUT,
                    "the query timed out after " + limits.timeout().toMillis() + " ms");
        }
    }

    public long seriesRead() {
        return series;
    }

    public long samplesUsed() {
        return samples;
    }

    /** Samples that came from the store. */
    public long samplesRead() {
        return samplesRead;
    }

    /** The most values kept at one time, the longest series being read among them. */
    public long peakSamples() {
        return peakHeld + longestSeries;
    }
}
