package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import java.util.List;

/**
 * Walks over a batch with attachments and leaves out what is refused: once for the log, then once more for the store, so
 * that both get the same. A stale native histogram (its sum is the stale marker) becomes the stale marker that numbers
 * have. Guarded by the head's write lock.
 */
final class AttachedBatch {
    /** Buckets and bounds of one native histogram. */
    static final int MOST_BUCKETS = 10_000;

    private final MetadataTable known;
    private long samples;
    private long tooLarge;
    private long histograms;
    private long exemplars;
    private long metadata;

    AttachedBatch(MetadataTable known) {
        this.known = known;
    }

    /** Shows {@code visitor} the samples of series that have an id, what belongs to them, and metadata that is news. */
    void walk(SampleBatch batch, int[] ids, TimeLimits limits, long nowMillis, EntryVisitor visitor) {
        SampleAttachments attachments = batch.attachments();
        samples = 0;
        tooLarge = 0;
        histograms = 0;
        exemplars = 0;
        metadata = 0;
        boolean numbersOnly = attachments.histograms().length == 0 && attachments.startMillis().length == 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            for (int i = batch.firstSample(s); ids[s] >= 0 && i < batch.endSample(s); i++) {
                if (!limits.take(batch.timestampMillis(i))) {
                    continue;
                }
                if (numbersOnly) {
                    visitor.sample(ids[s], batch.timestampMillis(i), batch.valueBits(i));
                    samples++;
                } else {
                    sample(batch, ids[s], i, visitor);
                }
            }
        }
        for (SampleAttachments.OfSeries of : attachments.exemplars()) {
            if (ids[of.series()] >= 0 && isKept(of.exemplar(), limits)) {
                visitor.exemplar(ids[of.series()], of.exemplar());
                exemplars++;
            }
        }
        for (MetricMetadata about : attachments.metadata()) {
            MetricMetadata bounded = MetadataTable.bounded(about);
            if (known.isNews(bounded, nowMillis)) {
                visitor.metadata(bounded, nowMillis);
                metadata++;
            }
        }
    }

    private void sample(SampleBatch batch, int id, int i, EntryVisitor visitor) {
        long time = batch.timestampMillis(i);
        NativeHistogram histogram = batch.attachments().histogram(i);
        long start = batch.attachments().startMillis(i);
        if (histogram == null || StaleMarker.is(histogram.sum())) {
            visitor.number(id, time, start, histogram == null ? batch.valueBits(i) : StaleMarker.BITS);
        } else if (buckets(histogram) > MOST_BUCKETS) {
            tooLarge++;
            return;
        } else {
            visitor.histogram(id, time, start, histogram);
            histograms++;
        }
        samples++;
    }

    private static int buckets(NativeHistogram histogram) {
        return histogram.positive().size() + histogram.negative().size() + histogram.customBounds().length;
    }

    private static boolean isKept(Exemplar exemplar, TimeLimits limits) {
        return limits.take(exemplar.timestampMillis()) && Exemplars.hasShortLabels(exemplar);
    }

    /** What the last walk showed. */
    long samples() {
        return samples;
    }

    /** Whether the last walk showed nothing at all. */
    boolean isEmpty() {
        return samples == 0 && exemplars == 0 && metadata == 0;
    }

    /** Exemplars that cannot be kept are counted; that is no reason to refuse a batch. */
    void count(SampleBatch batch, IngestCounters to) {
        to.histograms(histograms);
        to.exemplars(exemplars, batch.attachments().exemplars().size() - exemplars);
    }

    void explain(List<Rejection> to) {
        if (tooLarge > 0) {
            to.add(new Rejection(
                    "histogram_too_large",
                    tooLarge + " native histograms have more than " + MOST_BUCKETS
                            + " buckets: lower the resolution (schema) at the sender",
                    tooLarge));
        }
    }
}
