package dev.nightjar.ingest.statsd;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts values by exponential buckets, eight to each doubling: a quantile of it is at most 4.5 % off, over any number of
 * senders together. Not thread-safe.
 */
final class Distribution {
    private static final int SCHEMA = 3;
    private static final double PER_DOUBLING = 1 << SCHEMA;

    /** Values no further from 0 are 0. */
    private static final double ZERO_THRESHOLD = 1e-128;

    private final TreeMap<Integer, Double> positive = new TreeMap<>();
    private final TreeMap<Integer, Double> negative = new TreeMap<>();
    private double zero;
    private double count;
    private double sum;

    void add(double value, double weight) {
        count += weight;
        sum += value * weight;
        if (Math.abs(value) <= ZERO_THRESHOLD) {
            zero += weight;
        } else {
            (value > 0 ? positive : negative).merge(index(Math.abs(value)), weight, Double::sum);
        }
    }

    /** Of the bucket whose upper bound, inclusive, is 2^(index/8). */
    private static int index(double value) {
        int index = (int) Math.ceil(PER_DOUBLING * Math.log(value) / Math.log(2));
        // the logarithm may be off by its last digit where the value is a bound
        if (value > bound(index)) {
            return index + 1;
        }
        return value <= bound(index - 1) ? index - 1 : index;
    }

    private static double bound(int index) {
        return Math.pow(2, index / PER_DOUBLING);
    }

    NativeHistogram histogram() {
        return new NativeHistogram(
                SCHEMA,
                NativeHistogram.ResetHint.UNKNOWN,
                count,
                sum,
                ZERO_THRESHOLD,
                zero,
                buckets(positive),
                buckets(negative));
    }

    private static HistogramBuckets buckets(Map<Integer, Double> counts) {
        return HistogramBuckets.of(
                counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
                counts.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
