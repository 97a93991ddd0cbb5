package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.tsdb.chunk.ByteSink;
import java.util.List;

/**
 * Turns a batch with attachments into a log entry, leaving out what is refused. A stale native histogram (its sum is
 * the stale marker) becomes the stale marker that numbers have. Guarded by the head's write lock.
 */
final class AttachedBatch {
    /** Buckets and bounds of one native histogram. */
    static final int MOST_BUCKETS = 10_000;

    private final MetadataTable metadata;
    private final IngestCounters counters;
    private final AttachedEntry attached = new AttachedEntry();
    private boolean wroteMore;

    AttachedBatch(MetadataTable metadata, IngestCounters counters) {
        this.metadata = metadata;
        this.counters = counters;
    }

    /**
     * Writes the samples of series that have an id, what belongs to them, and metadata.
     *
     * @return how many samples it wrote
     */
    long write(
            SampleBatch batch,
            int[] ids,
            TimeLimits limits,
            long nowMillis,
            BatchEntry entry,
            List<Rejection> reasons) {
        SampleAttachments attachments = batch.attachments();
        boolean numbersOnly = attachments.histograms().length == 0 && attachments.startMillis().length == 0;
        long samples = numbersOnly ? writeNumbers(batch, ids, limits, entry) : 0;
        ByteSink out = entry.attached();
        attached.begin();
        wroteMore = false;
        if (!numbersOnly) {
            samples = writeSamples(batch, ids, limits, out, reasons);
        }
        writeExemplars(attachments, ids, limits, out);
        for (MetricMetadata about : attachments.metadata()) {
            MetricMetadata bounded = MetadataTable.bounded(about);
            if (metadata.isNews(bounded, nowMillis)) {
                attached.metadata(bounded, nowMillis, out);
                wroteMore = true;
            }
        }
        return samples;
    }

    /** Whether the last batch had exemplars or metadata to keep. */
    boolean wroteMore() {
        return wroteMore;
    }

    private static long writeNumbers(SampleBatch batch, int[] ids, TimeLimits limits, BatchEntry entry) {
        long samples = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            for (int i = batch.firstSample(s); ids[s] >= 0 && i < batch.endSample(s); i++) {
                if (limits.take(batch.timestampMillis(i))) {
                    entry.sample(ids[s], batch.timestampMillis(i), batch.valueBits(i));
                    samples++;
                }
            }
        }
        return samples;
    }

    private long writeSamples(SampleBatch batch, int[] ids, TimeLimits limits, ByteSink out, List<Rejection> reasons) {
        SampleAttachments attachments = batch.attachments();
        long samples = 0;
        long tooLarge = 0;
        long histograms = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            for (int i = batch.firstSample(s); ids[s] >= 0 && i < batch.endSample(s); i++) {
                long time = batch.timestampMillis(i);
                if (!limits.take(time)) {
                    continue;
                }
                NativeHistogram histogram = attachments.histogram(i);
                long start = attachments.startMillis(i);
                if (histogram == null || StaleMarker.is(histogram.sum())) {
                    long bits = histogram == null ? batch.valueBits(i) : StaleMarker.BITS;
                    attached.number(ids[s], time, start, bits, out);
                } else if (buckets(histogram) > MOST_BUCKETS) {
                    tooLarge++;
                    continue;
                } else {
                    attached.histogram(ids[s], time, start, histogram, out);
                    histograms++;
                }
                samples++;
            }
        }
        counters.histograms(histograms);
        if (tooLarge > 0) {
            reasons.add(new Rejection(
                    "histogram_too_large",
                    tooLarge + " native histograms have more than " + MOST_BUCKETS
                            + " buckets: lower the resolution (schema) at the sender",
                    tooLarge));
        }
        return samples;
    }

    private static int buckets(NativeHistogram histogram) {
        return histogram.positive().size() + histogram.negative().size() + histogram.customBounds().length;
    }

    /** Those that cannot be kept are counted; that is no reason to refuse a batch. */
    private void writeExemplars(SampleAttachments attachments, int[] ids, TimeLimits limits, ByteSink out) {
        long kept = 0;
        for (SampleAttachments.OfSeries of : attachments.exemplars()) {
            Exemplar exemplar = of.exemplar();
            if (ids[of.series()] >= 0
                    && limits.take(exemplar.timestampMillis())
                    && Exemplars.hasShortLabels(exemplar)) {
                attached.exemplar(ids[of.series()], exemplar, out);
                kept++;
                wroteMore = true;
            }
        }
        counters.exemplars(kept, attachments.exemplars().size() - kept);
    }
}
