package dev.nightjar.tsdb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Knows the days whose files still hold what has been deleted, and rewrites those files. Deleted samples are hidden at
 * once by RocksDB's tombstones; only rewriting gives their space back.
 */
final class Tombstones {
    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    /** How often something of the day was deleted since the start: says whether more came while it was cleaned. */
    private final Map<Integer, Long> marks = new ConcurrentSkipListMap<>();

    Tombstones(Head head, SeriesIndex index, ChunkStore store) {
        this.head = head;
        this.index = index;
        this.store = store;
    }

    /** Takes in what the disk knows, at start. */
    void load() {
        store.tombstoneDays().forEach(day -> marks.put(day, 1L));
    }

    /** Part of the store's next commit; under the head's write lock. */
    void add(int day) {
        marks.merge(day, 1L, Long::sum);
        store.putTombstoneDay(day);
    }

    /** The days to be cleaned, and how often something of each was deleted. */
    Map<Integer, Long> pending() {
        return Map.copyOf(marks);
    }

    List<Integer> days() {
        return List.copyOf(marks.keySet());
    }

    /**
     * Deletes the files of the day if nothing of it is left, else rewrites them without what was deleted; returns the
     * bytes that they are smaller.
     */
    long clean(int day) {
        Long mark = marks.get(day);
        store.flush();
        long before = store.files().bytesOf(day);
        deleteFilesIfEmpty(day);
        store.files().compactDay(day);
        long after = store.files().bytesOf(day);
        long stamp = head.lock.writeLock();
        try {
            if (mark != null && marks.remove(day, mark)) {
                store.deleteTombstoneDay(day);
                store.commit();
            }
        } finally {
            head.lock.unlockWrite(stamp);
        }
        return Math.max(0, before - after);
    }

    /** Under the lock, since nothing of the day may come in between. */
    private void deleteFilesIfEmpty(int day) {
        long stamp = head.lock.writeLock();
        try {
            if (index.days(Day.range(day)).isEmpty()) {
                store.rollups().drop(day);
                store.files().deleteFilesOf(day);
            }
        } finally {
            head.lock.unlockWrite(stamp);
        }
    }
}
