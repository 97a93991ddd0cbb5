package dev.nightjar.tsdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Writes summaries and takes them back, in the store's commits. Guarded by the head's write lock. */
final class RollupRecords {
    private final ChunkStore store;
    private final RolledDays days = new RolledDays();
    private final byte[] key = new byte[RollupKey.LENGTH];
    private boolean taken;

    RollupRecords(ChunkStore store) {
        this.store = store;
    }

    /** Summaries that do not hold all samples of their day go, in the commit of what they do not hold. */
    void take(int day, long order) {
        if (days.chunkPut(day, (int) order)) {
            for (RollupKey.Resolution resolution : RollupKey.Resolution.values()) {
                RollupKey.write(key, day, resolution, order);
                store.delete(ChunkFamily.ROLLUPS, key);
            }
            taken = true;
        }
    }

    void put(int day, RollupKey.Resolution resolution, long order, byte[] rows) {
        RollupKey.write(key, day, resolution, order);
        store.put(ChunkFamily.ROLLUPS, key, rows);
    }

    /** Says that the day's summaries are all there; {@link RolledDays#finish} is to follow the commit. */
    void putDay(int day) {
        store.put(ChunkFamily.ROLLUPS, RollupKey.ofDay(day), new byte[0]);
    }

    /** Takes the summaries of a whole day back, before other ones are made. Guarded by the head's write lock. */
    void drop(int day) {
        store.deleteRangeNow(ChunkFamily.ROLLUPS, ChunkKey.startOfDay(day), ChunkKey.startOfDay(day + 1));
        days.forget(day);
    }

    RolledDays days() {
        return days;
    }

    /** To be called once deletions are visible. */
    void committed() {
        if (taken) {
            taken = false;
            days.taken();
        }
    }

    /** Recalls at start which days are summed up. Days are few: one seek for each. */
    void load() {
        try (RocksIterator rows = store.records(ChunkFamily.ROLLUPS)) {
            rows.seekToFirst();
            while (rows.isValid()) {
                byte[] found = rows.key();
                int day = RollupKey.day(found);
                if (found.length == RollupKey.ofDay(day).length) {
                    days.finish(day);
                }
                rows.seek(ChunkKey.startOfDay(day + 1));
            }
            rows.status();
        } catch (RocksDBException e) {
            throw store.failed("read", e);
        }
    }
}
