package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.model.NativeHistogram;

/**
 * How fine native histograms of a job may be; finer ones are made coarser before they are stored.
 *
 * @param mostBuckets 0 for any number
 * @param minFactor by which a bucket's bound is larger than the one before, at least; 0 for any
 */
public record HistogramResolution(int mostBuckets, double minFactor) {
    public static final HistogramResolution ANY = new HistogramResolution(0, 0);

    /** The coarsest that a limit makes of a histogram, as in Prometheus: one bucket from 1 to 65,536. */
    public static final int COARSEST_SCHEMA = -4;

    /** The finest schema whose buckets grow by the factor at least. */
    public int finestSchema() {
        if (minFactor <= 1) {
            return NativeHistogram.HIGHEST_SCHEMA;
        }
        double log2 = Math.log(minFactor) / Math.log(2);
        double schema = Math.floor(-Math.log(log2) / Math.log(2));
        return (int) Math.clamp(schema, COARSEST_SCHEMA, NativeHistogram.HIGHEST_SCHEMA);
    }
}
