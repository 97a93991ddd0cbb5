package dev.nightjar.query;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param maxSamples samples read, and values of the result and in between, added up
 * @param maxSeries series selected, added up over all selectors
 * @param maxPoints steps of a range query
 * @param timeout from its start
 */
public record QueryLimits(long maxSamples, int maxSeries, int maxPoints, Duration timeout) {
    public static final QueryLimits DEFAULTS = new QueryLimits(50_000_000, 1_000_000, 11_001, Duration.ofMinutes(2));

    public QueryLimits {
        if (maxSamples <= 0 || maxSeries <= 0 || maxPoints <= 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("query limits must be positive, found samples " + maxSamples
                    + ", series " + maxSeries + ", points " + maxPoints + ", timeout " + timeout);
        }
    }

    public QueryLimits withTimeout(Duration shorter) {
        return new QueryLimits(maxSamples, maxSeries, maxPoints, shorter);
    }
}
