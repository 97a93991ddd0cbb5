package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;

/**
 * Puts what comes with attachments where it belongs, and what the log says of it: the same way, so that a replay gives
 * the same store. Guarded by the head's write lock.
 */
final class Arrivals implements EntryVisitor {
    private final Head head;
    private final KnownSeries known;
    private final SeriesIndex index;
    private final Exemplars exemplars;
    private final MetadataTable metadata;
    private long late;
    private long duplicates;

    Arrivals(Head head, KnownSeries known, SeriesIndex index, Exemplars exemplars, MetadataTable metadata) {
        this.head = head;
        this.known = known;
        this.index = index;
        this.exemplars = exemplars;
        this.metadata = metadata;
    }

    /** Since the last call. */
    void countTo(IngestCounters counters) {
        counters.outOfOrder(late, duplicates);
        late = 0;
        duplicates = 0;
    }

    @Override
    public void series(int id, byte[] bytes, int from, int to) {
        if (index.has(id)) {
            return;
        }
        byte[] canonical = Arrays.copyOfRange(bytes, from, to);
        try {
            known.add(id, LabelBytes.decode(canonical, 0, canonical.length), canonical);
        } catch (InvalidLabelsException e) {
            throw new TsdbException("an entry of the log has invalid labels: " + e.getMessage(), e);
        }
    }

    @Override
    public void sample(int series, long time, long bits) {
        count(head.append(series, time, bits));
    }

    @Override
    public void number(int series, long time, long start, long bits) {
        count(head.append(series, time, bits, start));
    }

    @Override
    public void histogram(int series, long time, long start, NativeHistogram histogram) {
        count(head.append(series, time, histogram, start));
    }

    /** Deletions do not arrive with samples. */
    @Override
    public void deletion(Deletion deletion) {
        throw new IllegalStateException("a deletion in an entry of samples");
    }

    private void count(Head.Outcome outcome) {
        late += outcome == Head.Outcome.LATE ? 1 : 0;
        duplicates += outcome == Head.Outcome.DUPLICATE ? 1 : 0;
    }

    @Override
    public void exemplar(int series, Exemplar exemplar) {
        exemplars.put(series, exemplar);
    }

    @Override
    public void metadata(MetricMetadata about, long seenMillis) {
        metadata.note(about, seenMillis);
    }
}
