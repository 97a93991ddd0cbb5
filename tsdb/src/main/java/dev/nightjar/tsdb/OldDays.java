package dev.nightjar.tsdb;

import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops whole days from the oldest on: their files are deleted, not rewritten. */
final class OldDays {
    private static final Logger LOGGER = LoggerFactory.getLogger(OldDays.class);

    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final MetadataTable metadata;
    private final SampleRemoval removal;

    OldDays(Head head, SeriesIndex index, ChunkStore store, MetadataTable metadata, SampleRemoval removal) {
        this.head = head;
        this.index = index;
        this.store = store;
        this.metadata = metadata;
        this.removal = removal;
    }

    /** Drops all days before {@code firstKept}; returns the bytes of the files that are gone. */
    long dropBefore(int firstKept) {
        return dropBefore(firstKept, 0);
    }

    /** The same, because the store may not be larger than {@code limitBytes}: samples of such days are refused from now on. */
    long dropBeyond(int firstKept, long limitBytes) {
        return dropBefore(firstKept, limitBytes);
    }

    private long dropBefore(int firstKept, long limitBytes) {
        long stamp = head.lock.writeLock();
        try {
            if (!index.hasDayBefore(firstKept)) {
                return 0;
            }
            if (limitBytes > 0) {
                store.putFirstKeptDay(firstKept, limitBytes);
            }
            RoaringBitmap gone = index.forgetDaysBefore(firstKept, store);
            metadata.forgetBefore(Day.startMillis(firstKept));
            removal.forget(gone);
        } finally {
            head.lock.unlockWrite(stamp);
        }
        try {
            store.flush(); // or after a crash the index has days without files
        } catch (TsdbException e) {
            LOGGER.warn("days are dropped first, to make room on the disk", e);
        }
        long before = bytesBefore(firstKept);
        store.rollups().days().forgetBefore(firstKept);
        store.files().dropDaysBefore(firstKept);
        return Math.max(0, before - bytesBefore(firstKept));
    }

    private long bytesBefore(int day) {
        return store.files().bytesByDay().headMap(day).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
