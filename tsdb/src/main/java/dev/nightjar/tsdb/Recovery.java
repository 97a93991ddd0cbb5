package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * Brings a store back to where it was: index and chunks from RocksDB, the head from its snapshot, and then the log, each
 * series from the entry on that its page of the snapshot does not have. Chunks that were sealed during what is replayed
 * are sealed again at the same samples and overwrite themselves.
 */
final class Recovery implements LogReplay.Visitor, EntryVisitor {
    private static final int ENTRIES_PER_COMMIT = 64;

    /** Added to the entries' numbers where some are lost: what is written later must rank above what they wrote. */
    private static final long NEVER_USED = 1L << 32;

    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final SampleRemoval removal;
    private final Arrivals arrivals;
    private final HeadSnapshot.Loaded snapshot;
    private final long firstMillis;

    /** Series that are in the index, as far as that was asked: to ask it takes a lock, which is too much for each sample. */
    private final BitSet known = new BitSet();

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
        this.firstMillis = Day.startMillis(firstDay);
    }

    /**
     * What was replayed, and where the log ends. Where something was damaged, a checkpoint must come before anything else
     * is written: what is lost of the log is not to be missed again.
     */
    record Result(LogReplay.End end, long samples, boolean damaged) {}

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
            int firstDay,
            Damages damages,
            Instant now)
            throws IOException {
        boolean indexDamaged = store.index().load(index, damages);
        store.rollups().load();
        known.load();
        HeadSnapshot.Loaded found = HeadSnapshot.load(headDirectory, head, damages);
        HeadSnapshot.Loaded snapshot = found == null ? withoutHead(logDirectory, headDirectory, index, damages) : found;
        forgetUnknown(head, index);
        if (snapshot.damaged()) {
            new NewestStored(head, index, store).restore(snapshot::isLost);
        }
        Recovery recovery = new Recovery(head, index, store, removal, arrivals, snapshot, firstDay);
        LogReplay.End end = LogReplay.replay(
                logDirectory, snapshot.mark().sequence(), snapshot.mark().entry(), damages, recovery);
        boolean damaged = indexDamaged || snapshot.damaged() || end.damaged();
        if (damaged) {
            end = new LogReplay.End(
                    Math.max(end.nextEntry() + NEVER_USED, now.toEpochMilli()),
                    end.lastSequence(),
                    end.segments(),
                    true);
        }
        removal.forget(index.inactive());
        index.forgetUnusedPairs(store);
        store.commit();
        head.generationAtLeast(end.nextEntry() << Head.GENERATION_BITS);
        return new Result(end, recovery.samples, damaged);
    }

    /** A store that never made a checkpoint has its log from the first file on; all others have a head. */
    private static HeadSnapshot.Loaded withoutHead(
            Path logDirectory, Path headDirectory, SeriesIndex index, Damages damages) throws IOException {
        long first = LogReplay.firstSequence(logDirectory);
        if (first == 1 || (first == 0 && index.liveSeries() == 0)) {
            return new HeadSnapshot.Loaded(new WriteAheadLog.Mark(1, 1), new long[0], false);
        }
        damages.add(
                headDirectory,
                "there is no head in it: the newest samples, as far as they are not in the log, are lost");
        return new HeadSnapshot.Loaded(
                new WriteAheadLog.Mark(Math.max(1, first), LogReplay.UNKNOWN), new long[0], true);
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
        return snapshot.isNew(series, entry) && time >= firstMillis && isKnown(series);
    }

    private boolean isKnown(int series) {
        if (!known.get(series) && index.has(series)) {
            known.set(series);
        }
        return known.get(series);
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
        known.clear();
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
