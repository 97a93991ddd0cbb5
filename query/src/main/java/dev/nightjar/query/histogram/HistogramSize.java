package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;

/**
 * How large native histograms are beside numbers, as Prometheus counts them in a query's statistics; but for empty
 * buckets, of which it keeps some.
 */
public final class HistogramSize {
    /** Of time and value of a number. */
    private static final int NUMBER_BYTES = 16;

    /** Its time, and what every histogram has. */
    private static final int FIXED_BYTES = 8 + 168;

    /** Of a bucket, a bound, or a run of neighbouring buckets. */
    private static final int EACH_BYTES = 8;

    private HistogramSize() {}

    /** How many numbers take as much room. */
    public static int inSamples(NativeHistogram histogram) {
        int parts = parts(histogram.positive()) + parts(histogram.negative()) + histogram.customBounds().length;
        return (FIXED_BYTES + EACH_BYTES * parts) / NUMBER_BYTES;
    }

    private static int parts(HistogramBuckets buckets) {
        int runs = 0;
        for (int i = 0; i < buckets.size(); i++) {
            runs += i == 0 || buckets.index(i) != buckets.index(i - 1) + 1 ? 1 : 0;
        }
        return runs + buckets.size();
    }
}
