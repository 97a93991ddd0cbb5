package dev.nightjar.query.logql;

/**
 * {@code rate_counter}: how fast a counter grows, a fall being a restart. Loki extrapolates as Prometheus once did, but
 * takes the window to begin one range before the first sample and to end with the last, and counts the samples' times in
 * nanoseconds where it counts the range in milliseconds; the result is a hair above growth through range. It is computed
 * here the same way, so that answers are the same to the last digit.
 */
final class CounterRate {
    /** Gaps up to so many times the usual one are taken to be between samples. */
    private static final double USUAL_GAPS = 1.1;

    private CounterRate() {}

    /** Of {@code values[from, to)} at {@code times}, both times and range in nanoseconds. Zero for one value. */
    static double of(long[] times, double[] values, int from, int to, long rangeNanos) {
        if (to - from < 2) {
            return 0;
        }
        double growth = growth(values, from, to);
        double span = (times[to - 1] - times[from]) / 1000.0;
        double gap = span / (to - from - 1);
        long rangeMillis = rangeNanos / 1_000_000;
        double start = rangeMillis / 1000.0;
        if (growth > 0 && values[from] >= 0) {
            start = Math.min(start, span * (values[from] / growth));
        }
        double stretched = span + (start < gap * USUAL_GAPS ? start : gap / 2);
        if (gap * USUAL_GAPS <= 0) {
            stretched += gap / 2;
        }
        return growth * (stretched / span) / (rangeNanos / 1e9);
    }

    private static double growth(double[] values, int from, int to) {
        double growth = values[to - 1] - values[from];
        double last = 0;
        for (int i = from; i < to; i++) {
            growth += values[i] < last ? last : 0;
            last = values[i];
        }
        return growth;
    }
}
