package dev.nightjar.query;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param maxSamples samples and lines read, and values of the result and in between, added up
 * @param maxHeld values kept in memory at one time, eight bytes each; results take about three times that while they
 *     are written
 * @param maxSeries series selected, added up over all selectors
 * @param maxPoints steps of a range query
 * @param timeout from its start
 */
public record QueryLimits(long maxSamples, long maxHeld, int maxSeries, int maxPoints, Duration timeout) {
    /** What one query keeps may take this part of the heap, in values of eight bytes: a 32nd. */
    private static final long HEAP_BYTES_PER_VALUE = 8 * 32;

    /** A series' labels take some hundred bytes. */
    private static final long HEAP_BYTES_PER_SERIES = 2048;

    private static final long MAX_SAMPLES = 50_000_000;

    /** Such that several queries at their limits fit into this process' heap together. */
    public static final QueryLimits DEFAULTS = forHeap(Runtime.getRuntime().maxMemory());

    public QueryLimits {
        if (maxSamples <= 0
                || maxHeld <= 0
                || maxSeries <= 0
                || maxPoints <= 0
                || timeout.isNegative()
                || timeout.isZero()) {
            throw new IllegalArgumentException("query limits must be positive, found samples " + maxSamples + ", held "
                    + maxHeld + ", series " + maxSeries + ", points " + maxPoints + ", timeout " + timeout);
        }
    }

    /** As many values may be kept as may be read. */
    public QueryLimits(long maxSamples, int maxSeries, int maxPoints, Duration timeout) {
        this(maxSamples, maxSamples, maxSeries, maxPoints, timeout);
    }

    static QueryLimits forHeap(long heapBytes) {
        return new QueryLimits(
                MAX_SAMPLES,
                Math.clamp(heapBytes / HEAP_BYTES_PER_VALUE, 100_000, MAX_SAMPLES),
                Math.clamp(heapBytes / HEAP_BYTES_PER_SERIES, 10_000, 1_000_000),
                11_001,
                Duration.ofMinutes(2));
    }

    public QueryLimits withTimeout(Duration shorter) {
        return new QueryLimits(maxSamples, maxHeld, maxSeries, maxPoints, shorter);
    }
}
