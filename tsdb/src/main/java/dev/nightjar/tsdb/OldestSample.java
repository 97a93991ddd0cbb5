package dev.nightjar.tsdb;

import dev.nightjar.model.TimeRange;
import java.util.OptionalLong;
import org.roaringbitmap.RoaringBitmap;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Finds the oldest sample of some series on one day: looks at the keys of all chunks of the day, not into chunks. */
final class OldestSample {
    private final Head head;
    private final ChunkStore store;

    OldestSample(Head head, ChunkStore store) {
        this.head = head;
        this.store = store;
    }

    OptionalLong on(int day, RoaringBitmap series) {
        long oldest = Math.min(inChunks(day, series), inMemory(day, series));
        return oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    private long inChunks(int day, RoaringBitmap series) {
        long oldest = Long.MAX_VALUE;
        byte[] key = new byte[ChunkKey.LATE_LENGTH];
        try (RocksIterator chunks = store.chunks()) {
            for (chunks.seek(ChunkKey.startOfDay(day)); chunks.isValid(); chunks.next()) {
                chunks.key(key);
                if (ChunkKey.day(key) != day) {
                    break;
                }
                if (ChunkKey.firstMillis(key) < oldest && series.contains(ChunkKey.series(key))) {
                    oldest = ChunkKey.firstMillis(key);
                }
            }
            chunks.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
        return oldest;
    }

    private long inMemory(int day, RoaringBitmap series) {
        TimeRange range = Day.range(day);
        long oldest = Long.MAX_VALUE;
        long stamp = head.lock.readLock();
        try {
            for (int id : series) {
                oldest = Math.min(oldest, head.oldestWithin(id, range));
            }
        } finally {
            head.lock.unlockRead(stamp);
        }
        return oldest;
    }
}
