package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.scrapeconfig.HistogramResolution;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;

/** Makes native histograms as coarse as a job wants them. */
final class CoarserHistogram {
    private CoarserHistogram() {}

    /** @throws ScrapeException where it has too many buckets however coarse it is made */
    static NativeHistogram within(HistogramResolution limits, NativeHistogram histogram) throws ScrapeException {
        NativeHistogram result = histogram;
        if (!result.hasCustomBounds() && result.schema() > limits.finestSchema()) {
            result = at(limits.finestSchema(), result);
        }
        while (limits.mostBuckets() > 0 && buckets(result) > limits.mostBuckets()) {
            if (result.hasCustomBounds() || result.schema() <= HistogramResolution.COARSEST_SCHEMA) {
                throw new ScrapeException(
                        "native_histogram_bucket_limit",
                        "a native histogram has " + buckets(result) + " buckets, native_histogram_bucket_limit is "
                                + limits.mostBuckets());
            }
            result = at(result.schema() - 1, result);
        }
        return result;
    }

    private static int buckets(NativeHistogram histogram) {
        return histogram.positive().size() + histogram.negative().size();
    }

    private static NativeHistogram at(int schema, NativeHistogram finer) {
        int shift = finer.schema() - schema;
        return new NativeHistogram(
                schema,
                finer.resetHint(),
                finer.count(),
                finer.sum(),
                finer.zeroThreshold(),
                finer.zeroCount(),
                merged(finer.positive(), shift),
                merged(finer.negative(), shift));
    }

    private static HistogramBuckets merged(HistogramBuckets finer, int shift) {
        int[] indices = new int[finer.size()];
        double[] counts = new double[finer.size()];
        int used = 0;
        for (int i = 0; i < finer.size(); i++) {
            int index = ((finer.index(i) - 1) >> shift) + 1;
            if (used > 0 && indices[used - 1] == index) {
                counts[used - 1] += finer.count(i);
            } else {
                indices[used] = index;
                counts[used++] = finer.count(i);
            }
        }
        return HistogramBuckets.of(Arrays.copyOf(indices, used), Arrays.copyOf(counts, used));
    }
}
