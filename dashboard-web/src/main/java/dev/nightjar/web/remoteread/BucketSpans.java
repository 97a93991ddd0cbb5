package dev.nightjar.web.remoteread;

import dev.nightjar.model.HistogramBuckets;

/** Which buckets a histogram has, as Prometheus' messages say it: runs of neighbours, each with its distance from the one before. */
public final class BucketSpans {
    private BucketSpans() {}

    /** Gets a run. */
    public interface Taker {
        void span(int distance, int length);
    }

    public static void forEach(HistogramBuckets buckets, Taker taker) {
        int next = 0;
        for (int from = 0; from < buckets.size(); ) {
            int end = from + 1;
            while (end < buckets.size() && buckets.index(end) == buckets.index(end - 1) + 1) {
                end++;
            }
            taker.span(buckets.index(from) - next, end - from);
            next = buckets.index(end - 1) + 1;
            from = end;
        }
    }
}
