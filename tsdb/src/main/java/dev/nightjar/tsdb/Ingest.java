package dev.nightjar.tsdb;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches in: hashes the label bytes outside any lock, then, under the head's write lock, finds every series,
 * checks everything that can be refused, and only then writes the log's entry and the head. Waits for the log outside
 * the lock, so that batches that come together share one sync.
 */
final class Ingest {
    private static final int REFUSED = -2;
    private static final int MOST_PENDING_BYTES = 32 << 20;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TsdbConfig config;
    private final InstantSource clock;
    private final KnownSeries known;
    private final Head head;
    private final ChunkStore store;
    private final WriteAheadLog log;
    private final Admission admission;
    private final BatchEntry entry = new BatchEntry();
    private int[] ids = new int[1024];
    private final IngestCounters counters = new IngestCounters();
    private final Arrivals arrivals;
    private final AttachedBatch attached;
    private final AttachedEntry attachedEntry = new AttachedEntry(entry);

    Ingest(
            TsdbConfig config,
            InstantSource clock,
            KnownSeries known,
            Head head,
            ChunkStore store,
            WriteAheadLog log,
            Admission admission,
            Arrivals arrivals,
            MetadataTable metadata) {
        this.config = config;
        this.clock = clock;
        this.known = known;
        this.head = head;
        this.store = store;
        this.log = log;
        this.admission = admission;
        this.arrivals = arrivals;
        this.attached = new AttachedBatch(metadata);
    }

    IngestCounters counters() {
        return counters;
    }

    /** What an answer says about the disk. */
    enum Wait {
        UNTIL_DURABLE,
        NOT
    }

    IngestResult append(SampleBatch batch, Wait wait) {
        String problem = log.problem();
        if (problem != null) {
            return new IngestResult.Overloaded(RETRY, "the write-ahead log cannot be written (" + problem + ")");
        }
        String behind = store.problem();
        if (behind != null) {
            return new IngestResult.Overloaded(RETRY, behind);
        }
        if (log.pendingBytes() > MOST_PENDING_BYTES) {
            return new IngestResult.Overloaded(RETRY, "the disk does not keep up with what is written");
        }
        long[] hashes = new long[2 * batch.seriesCount()];
        for (int s = 0; s < batch.seriesCount(); s++) {
            known.hash(batch.bytes(), batch.labelStart(s), batch.labelEnd(s), hashes, 2 * s);
        }
        Instant now = clock.instant();
        TimeLimits limits = TimeLimits.at(now, config, store.firstKeptDay());
        List<Rejection> reasons = new ArrayList<>(0);
        long number;
        long accepted;
        long stamp = head.lock.writeLock();
        try {
            List<NewSeries> added = resolve(batch, hashes, limits, reasons);
            if (added == null) {
                counters.rejected(batch.sampleCount());
                return new IngestResult.Rejected(0, reasons);
            }
            boolean plain = batch.attachments().isEmpty();
            accepted = plain ? writeEntry(batch, added, limits) : writeAttached(batch, added, limits, now, reasons);
            if (accepted == 0 && (plain || attached.isEmpty())) {
                number = 0;
            } else {
                number = wait == Wait.NOT ? log.appendLazily(entry.bytes()) : log.append(entry.bytes());
                if (plain) {
                    apply(batch, added, limits, number);
                } else {
                    applyAttached(batch, added, limits, now, number);
                }
            }
            if (accepted < batch.sampleCount()) {
                explainTimes(batch, limits, reasons);
            }
        } catch (TsdbException e) {
            return new IngestResult.Overloaded(RETRY, String.valueOf(e.getMessage()));
        } finally {
            head.lock.unlockWrite(stamp);
        }
        if (number > 0 && wait == Wait.UNTIL_DURABLE && !log.await(number)) {
            return new IngestResult.Overloaded(RETRY, "the write-ahead log cannot be written (" + log.problem() + ")");
        }
        counters.appended(accepted);
        counters.rejected(batch.sampleCount() - accepted);
        return reasons.isEmpty() ? new IngestResult.Accepted(accepted) : new IngestResult.Rejected(accepted, reasons);
    }

    /** Fills {@link #ids}; returns the series to add, or null if the batch must be refused whole. Changes no series. */
    private @Nullable List<NewSeries> resolve(
            SampleBatch batch, long[] hashes, TimeLimits limits, List<Rejection> reasons) {
        if (ids.length < batch.seriesCount()) {
            ids = new int[2 * batch.seriesCount()];
        }
        int unknown = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            ids[s] = known.find(hashes, 2 * s);
            unknown += ids[s] == SeriesMap.NONE ? 1 : 0;
        }
        return unknown == 0 ? List.of() : resolveUnknown(batch, hashes, limits, reasons);
    }

    /** Apart from {@link #resolve}, since that is hot and this is long: compiled together, both were compiled often. */
    private @Nullable List<NewSeries> resolveUnknown(
            SampleBatch batch, long[] hashes, TimeLimits limits, List<Rejection> reasons) {
        List<NewSeries> added = List.of();
        Map<Labels, Integer> addedIds = Map.of();
        admission.begin();
        for (int s = 0; s < batch.seriesCount(); s++) {
            if (ids[s] != SeriesMap.NONE) {
                continue;
            }
            Labels labels;
            try {
                labels = NewSeries.check(batch.bytes(), batch.labelStart(s), batch.labelEnd(s));
            } catch (InvalidLabelsException e) {
                reasons.add(new Rejection(
                        "invalid_label",
                        "series " + s + " of the batch: " + e.getMessage() + ". Nothing of the batch is stored.",
                        batch.sampleCount()));
                return null;
            }
            byte[] canonical = LabelBytes.encode(labels);
            ids[s] = known.findCanonical(canonical);
            if (ids[s] != SeriesMap.NONE) {
                known.alias(hashes, 2 * s, ids[s]);
                continue;
            }
            if (addedIds.containsKey(labels)) {
                ids[s] = addedIds.get(labels);
            } else if (!hasTakenSample(batch, s, limits)) {
                ids[s] = REFUSED;
            } else if (!admission.admits(labels, batch.endSample(s) - batch.firstSample(s))) {
                ids[s] = REFUSED;
            } else {
                if (added.isEmpty()) {
                    added = new ArrayList<>();
                    addedIds = new HashMap<>();
                }
                ids[s] = known.nextId() + added.size();
                added.add(new NewSeries(ids[s], labels, canonical));
                addedIds.put(labels, ids[s]);
            }
        }
        admission.explain(reasons);
        return added;
    }

    private static boolean hasTakenSample(SampleBatch batch, int series, TimeLimits limits) {
        for (int i = batch.firstSample(series); i < batch.endSample(series); i++) {
            if (limits.take(batch.timestampMillis(i))) {
                return true;
            }
        }
        return false;
    }

    private long writeEntry(SampleBatch batch, List<NewSeries> added, TimeLimits limits) {
        entry.begin(added.size());
        for (NewSeries series : added) {
            entry.series(series.id(), series.canonical());
        }
        long count = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            int id = ids[s];
            if (id == REFUSED) {
                continue;
            }
            int end = batch.endSample(s);
            for (int i = batch.firstSample(s); i < end; i++) {
                if (limits.take(batch.timestampMillis(i))) {
                    entry.sample(id, batch.timestampMillis(i), batch.valueBits(i));
                    count++;
                }
            }
        }
        return count;
    }

    private void apply(SampleBatch batch, List<NewSeries> added, TimeLimits limits, long number) {
        for (NewSeries series : added) {
            known.add(series.id(), series.labels(), series.canonical());
        }
        head.generationAtLeast(number << Head.GENERATION_BITS);
        long late = 0;
        long duplicates = 0;
        for (int s = 0; s < batch.seriesCount(); s++) {
            int id = ids[s];
            if (id == REFUSED) {
                continue;
            }
            int end = batch.endSample(s);
            for (int i = batch.firstSample(s); i < end; i++) {
                long time = batch.timestampMillis(i);
                if (limits.take(time)) {
                    Head.Outcome outcome = head.append(id, time, batch.valueBits(i));
                    late += outcome == Head.Outcome.LATE ? 1 : 0;
                    duplicates += outcome == Head.Outcome.DUPLICATE ? 1 : 0;
                }
            }
        }
        store.commit();
        counters.outOfOrder(late, duplicates);
    }

    private long writeAttached(
            SampleBatch batch, List<NewSeries> added, TimeLimits limits, Instant now, List<Rejection> reasons) {
        entry.begin(added.size());
        for (NewSeries series : added) {
            entry.series(series.id(), series.canonical());
        }
        attachedEntry.begin();
        attached.walk(batch, ids, limits, now.toEpochMilli(), attachedEntry);
        attached.explain(reasons);
        attached.count(batch, counters);
        return attached.samples();
    }

    private void applyAttached(SampleBatch batch, List<NewSeries> added, TimeLimits limits, Instant now, long number) {
        for (NewSeries series : added) {
            known.add(series.id(), series.labels(), series.canonical());
        }
        head.generationAtLeast(number << Head.GENERATION_BITS);
        attached.walk(batch, ids, limits, now.toEpochMilli(), arrivals);
        store.commit();
        arrivals.countTo(counters);
    }

    private void explainTimes(SampleBatch batch, TimeLimits limits, List<Rejection> reasons) {
        long tooOld = 0;
        long tooNew = 0;
        int example = -1;
        for (int s = 0; s < batch.seriesCount(); s++) {
            for (int i = batch.firstSample(s); i < batch.endSample(s); i++) {
                long time = batch.timestampMillis(i);
                if (!limits.take(time)) {
                    tooOld += time < limits.oldestMillis() ? 1 : 0;
                    tooNew += time > limits.newestMillis() ? 1 : 0;
                    example = s;
                }
            }
        }
        if (example >= 0) {
            Labels labels = Labels.EMPTY;
            try {
                labels = NewSeries.check(batch.bytes(), batch.labelStart(example), batch.labelEnd(example));
            } catch (InvalidLabelsException e) {
                throw new IllegalStateException("labels were valid before", e);
            }
            limits.explain(reasons, tooOld, tooNew, labels);
        }
    }
}
