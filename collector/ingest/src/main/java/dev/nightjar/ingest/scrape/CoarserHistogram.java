package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.scrapeconfig.HistogramResolution;
import dev.nightjar.model.NativeHistogram;

/** Makes native histograms as coarse as a job wants them. */
final class CoarserHistogram {
    private CoarserHistogram() {}

    /** @throws ScrapeException where it has too many buckets however coarse it is made */
    static NativeHistogram within(HistogramResolution limits, NativeHistogram histogram) throws ScrapeException {
        NativeHistogram result = histogram.toSchema(limits.finestSchema());
        while (limits.mostBuckets() > 0 && buckets(result) > limits.mostBuckets()) {
            if (result.hasCustomBounds() || result.schema() <= HistogramResolution.COARSEST_SCHEMA) {
                throw new ScrapeException(
                        "native_histogram_bucket_limit",
                        "a native histogram has " + buckets(result) + " buckets, native_histogram_bucket_limit is "
                                + limits.mostBuckets());
            }
            result = result.toSchema(result.schema() - 1);
        }
        return result;
    }

    private static int buckets(NativeHistogram histogram) {
        return histogram.positive().size() + histogram.negative().size();
    }
}
