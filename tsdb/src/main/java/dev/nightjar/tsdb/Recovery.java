package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import org.roaringbitmap.RoaringBitmap;

/**
 * Brings a store back to where it was: index and chunks from RocksDB, the head from its snapshot, and then the log, each
 * series from the entry on that its page of the snapshot does not have. Chunks that were sealed during what is replayed
 * are sealed again at the same samples and overwrite themselves.
 */
final class Recovery implements LogReplay.Visitor, EntryVisitor {
    private static final int ENTRIES_PER_COMMIT = 64;

    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final SampleRemoval removal;
    private final Arrivals arrivals;
    private final HeadSnapshot.Loaded snapshot;
    private final int firstDay;
    private long entry;
    private long samples;

    private Recovery(
            Head head,
            SeriesIndex index,
            ChunkStore store,
            SampleRemoval removal,
            Arrivals arrivals,
            HeadSnapshot.Loaded snapshot,
            int firstDay) {
        this.head = head;
        this.arrivals = arrivals;
        this.index = index;
        this.store = store;
        this.removal = removal;
        this.snapshot = snapshot;
        this.firstDay = firstDay;
    }

    /** What was replayed, and where the log ends. */
    record Result(LogReplay.End end, long samples) {}

    /** Fills an empty head and index. Days before {@code firstDay} are past the retention and left out. */
    static Result run(
            Path logDirectory,
            Path headDirectory,
            Head head,
            KnownSeries known,
            SeriesIndex index,
            ChunkStore store,
            SampleRemoval removal,
            Arrivals arrivals,
            int firstDay)
            throws IOException {
        store.index().load(index);
        store.rollups().load();
        known.load();
        HeadSnapshot.Loaded snapshot = HeadSnapshot.load(headDirectory, head);
        if (snapshot == null) {
            snapshot = new HeadSnapshot.Loaded(new WriteAheadLog.Mark(1, 1), new long[0]);
        }
        forgetUnknown(head, index);
        Recovery recovery = new Recovery(head, index, store, removal, arrivals, snapshot, firstDay);
        LogReplay.End end = LogReplay.replay(
                logDirectory, snapshot.mark().sequence(), snapshot.mark().entry(), recovery);
        removal.forget(index.inactive());
        index.forgetUnusedPairs(store);
        store.commit();
        head.generationAtLeast(end.nextEntry() << Head.GENERATION_BITS);
        return new Result(end, recovery.samples);
    }

    /** A series that was deleted after the snapshot was written is in it still. */
    private static void forgetUnknown(Head head, SeriesIndex index) {
        for (int series = 0; series < head.pageCount() << HeadPage.BITS; series++) {
            if (!index.has(series)) {
                head.forget(series);
            }
        }
    }

    @Override
    public void entry(long number, ByteSource bytes) {
        entry = number;
        head.generationAtLeast(number << Head.GENERATION_BITS);
        BatchEntry.read(bytes, this);
        if (number % ENTRIES_PER_COMMIT == 0) {
            store.commit();
        }
    }

    @Override
    public void series(int id, byte[] bytes, int from, int to) {
        arrivals.series(id, bytes, from, to);
    }

    private boolean isWanted(int series, long time) {
        return snapshot.isNew(series, entry) && Day.of(time) >= firstDay && index.has(series);
    }

    @Override
    public void sample(int series, long time, long bits) {
        if (isWanted(series, time)) {
            head.append(series, time, bits);
            samples++;
        }
    }

    @Override
    public void deletion(Deletion deletion) {
        RoaringBitmap affected = new RoaringBitmap();
        deletion.series().forEach((int series) -> {
            if (snapshot.isNew(series, entry) && index.has(series)) {
                affected.add(series);
            }
        });
        long[] order = index.read(TimeRange.ALL, view -> Selector.inKeyOrder(view, affected));
        removal.remove(order, deletion.range(), entry);
        removal.forget(deletion.gone());
    }

    @Override
    public void number(int series, long time, long start, long bits) {
        if (isWanted(series, time)) {
            arrivals.number(series, time, start, bits);
            samples++;
        }
    }

    @Override
    public void histogram(int series, long time, long start, NativeHistogram histogram) {
        if (isWanted(series, time)) {
            arrivals.histogram(series, time, start, histogram);
            samples++;
        }
    }

    /** One that a snapshot's page knew of was in RocksDB when the snapshot was published, or has been deleted since. */
    @Override
    public void exemplar(int series, Exemplar exemplar) {
        if (isWanted(series, exemplar.timestampMillis())) {
            arrivals.exemplar(series, exemplar);
        }
    }

    @Override
    public void metadata(MetricMetadata about, long seenMillis) {
        arrivals.metadata(about, seenMillis);
    }
}
