package dev.nightjar.tsdb;

/**
 * How many series there may be; beyond that only new ones are refused, known ones go on. Counted are all series that
 * have samples within the retention, since each of them takes memory.
 *
 * @param all in the whole store, at least 1
 * @param perMetric of one metric; 0: no limit
 * @param perSource of one source, which is a {@code job}, or an {@code instance} without a job; 0: no limit
 */
public record SeriesLimits(int all, int perMetric, int perSource) {
    public SeriesLimits {
        if (all < 1) {
            throw new IllegalArgumentException("the series are limited to " + all + ", must be at least 1");
        }
        if (perMetric < 0 || perSource < 0) {
            throw new IllegalArgumentException("the series of a metric or a source are limited to "
                    + Math.min(perMetric, perSource) + ", must be at least 1, or 0 for no limit");
        }
    }
}
