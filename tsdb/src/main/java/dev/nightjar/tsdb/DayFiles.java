package dev.nightjar.tsdb;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Knows which files hold which days; rewrites and drops them. Thread-safe. */
final class DayFiles {
    /** What the rewriting of some days is taken to need at most: inputs go as outputs are done. */
    private static final long MOST_REWRITTEN_BYTES = 512L << 20;

    private final ChunkStore store;
    private final RocksDB db;
    private final DiskRoom room;

    DayFiles(ChunkStore store, RocksDB db, DiskRoom room) {
        this.store = store;
        this.db = db;
        this.room = room;
    }

    /** Rewrites everything to its final, smallest form. */
    void compact() {
        room.require(room.inMemory() + room.inFiles());
        try (CompactRangeOptions options = new CompactRangeOptions()) {
            for (ChunkFamily family : ChunkFamily.values()) {
                db.compactRange(store.family(family), null, null, options);
            }
        } catch (RocksDBException e) {
            throw store.failed("compacted", e);
        }
        separateDays();
    }

    /** Compaction moves a file as it is where nothing lies below it, also one in which the day changes. */
    private void separateDays() {
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            if (ChunkFamily.isByDay(file.columnFamilyName())) {
                int first = ChunkKey.day(file.smallestKey());
                int last = ChunkKey.day(file.largestKey());
                if (first < last) {
                    compactDays(first, last + 1);
                }
            }
        }
    }

    /** Rewrites the files of one day: what was deleted is left out for good. */
    void compactDay(int day) {
        compactDays(day, day + 1);
    }

    private void compactDays(int first, int end) {
        room.require(room.inMemory() + Math.min(room.inFiles(), MOST_REWRITTEN_BYTES));
        try (CompactRangeOptions options = new CompactRangeOptions()
                .setExclusiveManualCompaction(false)
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForceOptimized)) {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.compactRange(store.family(byDay), ChunkKey.startOfDay(first), ChunkKey.startOfDay(end), options);
            }
        } catch (RocksDBException e) {
            throw store.failed("compacted", e);
        }
    }

    /** Bytes of the files that hold samples, by day; of a file that spans days, each has its share. */
    SortedMap<Integer, Long> bytesByDay() {
        TreeMap<Integer, Long> bytes = new TreeMap<>();
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            if (ChunkFamily.isByDay(file.columnFamilyName())) {
                int first = ChunkKey.day(file.smallestKey());
                int last = ChunkKey.day(file.largestKey());
                for (int day = first; day <= last; day++) {
                    bytes.merge(day, file.size() / (last - first + 1), Long::sum);
                }
            }
        }
        return bytes;
    }

    long bytesOf(int day) {
        return bytesByDay().getOrDefault(day, 0L);
    }

    /** Bytes of all files, without RocksDB's own notes. */
    long bytes() {
        return db.getLiveFilesMetaData().stream()
                .mapToLong(LiveFileMetaData::size)
                .sum();
    }

    /** Whole files first, which costs nothing; then what shares a file with a kept day. */
    void dropDaysBefore(int firstKept) {
        byte[] start = ChunkKey.startOfDay(0);
        byte[] end = ChunkKey.startOfDay(firstKept);
        try {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.deleteFilesInRanges(store.family(byDay), List.of(start, end), false);
                store.deleteRangeNow(byDay, start, end);
            }
        } catch (RocksDBException e) {
            throw store.failed("cleared of old days", e);
        }
        compactDays(0, firstKept);
    }

    /** Deletes the files that hold nothing but the day, whatever is in them. */
    void deleteFilesOf(int day) {
        try {
            for (ChunkFamily byDay : ChunkFamily.BY_DAY) {
                db.deleteFilesInRanges(
                        store.family(byDay), List.of(ChunkKey.startOfDay(day), ChunkKey.startOfDay(day + 1)), false);
            }
        } catch (RocksDBException e) {
            throw store.failed("cleared of a day", e);
        }
    }
}
