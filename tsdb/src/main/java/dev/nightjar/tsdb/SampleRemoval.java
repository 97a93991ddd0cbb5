package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.SampleChunks;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Takes samples out of the head, the chunks and the index. Of days that lie inside the range, chunks are deleted by
 * their keys, neighbours in one go; of a day that lies partly inside, what is left of each series is written anew.
 * RocksDB's own tombstones hide what is deleted from the next commit on; {@link Tombstones} remembers the days whose
 * files hold it still.
 *
 * <p>What is written anew gets the deletion's place in the log as its generation. So when the log is replayed and a
 * chunk from before the deletion is sealed once more, what was written later, and had been merged already, wins.
 *
 * <p>Everything here is done under the head's write lock.
 */
final class SampleRemoval {
    /** From so many neighbours on, one tombstone for a range is cheaper than finding the keys in it. */
    private static final int RANGE_SERIES = 4;

    private final Head head;
    private final SeriesIndex index;
    private final KnownSeries known;
    private final ChunkStore store;
    private final Exemplars exemplars;
    private final Tombstones tombstones;
    private final SampleBuffer buffer = new SampleBuffer(1024);
    private final SampleRuns runs = new SampleRuns(buffer);
    private final ReadScratch scratch = new ReadScratch();
    private final SampleChunks chunks = new SampleChunks();
    private final ByteSink sink = new ByteSink(4096);

    SampleRemoval(
            Head head,
            SeriesIndex index,
            KnownSeries known,
            ChunkStore store,
            Exemplars exemplars,
            Tombstones tombstones) {
        this.head = head;
        this.exemplars = exemplars;
        this.index = index;
        this.known = known;
        this.store = store;
        this.tombstones = tombstones;
    }

    /**
     * Removes the samples of the series in the range, as entry {@code entry} of the log.
     *
     * @param order metric and id of each series, in the order of keys; all are in the index
     * @return the series that have no samples left; {@link #forget} takes them out of the index
     */
    RoaringBitmap remove(long[] order, TimeRange range, long entry) {
        List<Integer> days = index.days(range);
        if (days.isEmpty()) {
            return new RoaringBitmap();
        }
        TimeRange wholeDays = new TimeRange(Day.startMillis(days.getFirst()), Day.startMillis(days.getLast() + 1) - 1);
        RoaringBitmap series = new RoaringBitmap();
        for (long each : order) {
            series.add((int) each);
            head.sealWithin((int) each, wholeDays);
        }
        store.commit();
        for (int day : days) {
            long[] present = index.activeOn(day, order);
            if (present.length > 0) {
                RoaringBitmap emptied = covers(range, day)
                        ? removeDay(day, present)
                        : removeWithin(day, present, range, entry << Head.GENERATION_BITS);
                exemplars.remove(day, present, range);
                index.removeFromDay(day, emptied, store);
                for (long each : present) {
                    store.rollups().take(day, each);
                }
                tombstones.add(day);
            }
        }
        store.commit();
        return index.inactive(series);
    }

    private static boolean covers(TimeRange range, int day) {
        return range.startMillis() <= Day.startMillis(day) && range.endMillis() >= Day.startMillis(day + 1) - 1;
    }

    /** Forgets series that have no samples. */
    void forget(RoaringBitmap gone) {
        index.forget(gone, store);
        known.forget(gone);
        gone.forEach((int series) -> head.forget(series));
        store.commit();
    }

    private RoaringBitmap removeDay(int day, long[] order) {
        RoaringBitmap removed = new RoaringBitmap();
        try (ChunkKeys keys = new ChunkKeys(store, day)) {
            for (KeyRun run : index.runsOn(day, order)) {
                if (run.count() >= RANGE_SERIES) {
                    store.deleteChunks(day, order[run.from()], order[run.to() - 1]);
                } else {
                    for (int i = run.from(); i < run.to(); i++) {
                        deleteOne(keys, day, order[i]);
                    }
                }
            }
        }
        for (long each : order) {
            removed.add((int) each);
        }
        return removed;
    }

    private void deleteOne(ChunkKeys keys, int day, long order) {
        try {
            keys.of(order).forEach(store::deleteChunk);
        } catch (TsdbException e) { // deleting is the way to get rid of a damaged file, so it must not need to be read
            store.deleteChunks(day, order, order);
        }
    }

    private RoaringBitmap removeWithin(int day, long[] order, TimeRange range, long generation) {
        RoaringBitmap emptied = new RoaringBitmap();
        try (DayScan chunks = new DayScan(store, day);
                ChunkKeys keys = new ChunkKeys(store, day)) {
            for (long each : order) {
                runs.begin(TimeRange.ALL);
                chunks.read(each, runs, scratch);
                runs.finish();
                int found = buffer.size();
                int kept = keepOutside(range);
                if (kept < found) {
                    keys.of(each).forEach(store::deleteChunk);
                    putKept(each, kept, generation);
                }
                if (kept == 0) {
                    emptied.add((int) each);
                }
            }
        }
        return emptied;
    }

    /** Moves the samples outside the range to the front of the buffer and returns how many they are. */
    private int keepOutside(TimeRange range) {
        int kept = 0;
        for (int i = 0; i < buffer.size(); i++) {
            if (!range.contains(buffer.timestampMillis(i))) {
                buffer.move(i, kept++);
            }
        }
        return kept;
    }

    private void putKept(long order, int kept, long generation) {
        int from = 0;
        while (from < kept) {
            sink.clear();
            int to = SampleChunks.endOfKind(buffer, from, Math.min(kept, from + Head.SEAL_SAMPLES));
            chunks.encode(buffer, from, to - from, sink);
            store.putLateChunk(buffer.timestampMillis(from), (int) (order >>> 32), (int) order, generation, sink);
            from = to;
        }
    }
}
