package dev.nightjar.tsdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings samples towards their resting form: seals silent series, and writes checkpoints so that the log stays
 * short. One of these at a time.
 */
final class Checkpoints {
    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long LOOK_MILLIS = Duration.ofSeconds(3).toMillis();

    private final Path headDirectory;
    private final TsdbConfig config;
    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final WriteAheadLog log;
    private final HeadDump dump = new HeadDump();
    private long lastSweepMillis = Long.MIN_VALUE;
    private long lookedMillis = Long.MIN_VALUE;
    private long lookedBytes;
    private boolean growsSlowly;
    private long made;

    Checkpoints(
            Path headDirectory, TsdbConfig config, Head head, SeriesIndex index, ChunkStore store, WriteAheadLog log) {
        this.headDirectory = headDirectory;
        this.config = config;
        this.head = head;
        this.index = index;
        this.store = store;
        this.log = log;
    }

    synchronized long made() {
        return made;
    }

    /** What is to be done every second or so. */
    synchronized void tend(Instant now) throws IOException {
        long millis = now.toEpochMilli();
        if (store.problem() != null) {
            commitAgain();
        }
        if (millis - SWEEP_MILLIS >= lastSweepMillis) {
            lastSweepMillis = millis;
            sealSilent(millis - config.silence().toMillis());
        }
        if (log.liveBytes() > Math.max(logBound(millis), headBytes() / 2)) {
            checkpoint();
        }
    }

    /**
     * How long the log may be. Where it grows so slowly that to reach its full length takes a minute or more, a quarter of it
     * costs nothing worth speaking of, and a start after a crash has less to replay.
     */
    private long logBound(long millis) {
        long bytes = log.liveBytes();
        if (lookedMillis == Long.MIN_VALUE) {
            lookedMillis = millis;
            lookedBytes = bytes;
        } else if (millis - lookedMillis >= LOOK_MILLIS) {
            growsSlowly = (bytes - lookedBytes) * MINUTE_MILLIS <= config.maxLogBytes() * (millis - lookedMillis);
            lookedMillis = millis;
            lookedBytes = bytes;
        }
        return growsSlowly ? config.maxLogBytes() / 4 : config.maxLogBytes();
    }

    /** Ends the refusal of samples once the disk takes them again. */
    private void commitAgain() {
        long stamp = head.lock.writeLock();
        try {
            store.commit();
        } finally {
            head.lock.unlockWrite(stamp);
        }
    }

    private long headBytes() {
        long stamp = head.lock.readLock();
        try {
            return head.streams().usedBytes();
        } finally {
            head.lock.unlockRead(stamp);
        }
    }

    /** Seals everything, compacts, and leaves an empty log. */
    synchronized void rest() throws IOException {
        sealSilent(Long.MAX_VALUE);
        log.deleteSpares(); // or the new file would be an old one of 16 MiB
        checkpoint();
        store.files().compact();
        store.keepParity();
        log.deleteSpares();
    }

    /** Makes the log as small as it can be: what lies in it goes into the head, and no file is kept to be used again. */
    synchronized void shrinkLog() throws IOException {
        log.deleteSpares(); // or the new file would be an old one of 16 MiB
        checkpoint();
        log.deleteSpares();
    }

    /** Seals what has no sample since {@code time}, a page at a time. */
    private void sealSilent(long time) {
        int pages = pageCount();
        for (int page = 0; page < pages; page++) {
            long stamp = head.lock.writeLock();
            try {
                for (int series : head.silentSince(page, time)) {
                    head.seal(series);
                }
                head.page(page).releaseIfIdle();
                store.commit();
            } finally {
                head.lock.unlockWrite(stamp);
            }
        }
    }

    private int pageCount() {
        long stamp = head.lock.readLock();
        try {
            return head.pageCount();
        } finally {
            head.lock.unlockRead(stamp);
        }
    }

    /**
     * Writes the head beside the log, flushes what was sealed, and gives up the log before. A crash at any step leaves
     * the checkpoint before and a log that goes on from it; chunks that are in RocksDB already are then written again
     * under the same keys.
     */
    synchronized WriteAheadLog.Mark checkpoint() throws IOException {
        WriteAheadLog.Mark mark = log.rotate();
        Path unfinished = HeadSnapshot.write(headDirectory, mark, pageCount(), (page, to) -> {
            long stamp = head.lock.readLock();
            try {
                dump.write(head, page, to);
                return log.nextEntry();
            } finally {
                head.lock.unlockRead(stamp);
            }
        });
        long stamp = head.lock.writeLock();
        try {
            index.writeChangedDays(store);
            store.commit();
        } finally {
            head.lock.unlockWrite(stamp);
        }
        store.flush();
        Manifest.note(store.directory());
        HeadSnapshot.publish(unfinished, mark);
        log.release(mark);
        made++;
        return mark;
    }

    /** Copies what is on the disk after a checkpoint; gets where the log goes on from it. */
    interface Copy {
        void from(WriteAheadLog.Mark mark) throws IOException;
    }

    /** Makes a checkpoint, then the copy; no other checkpoint comes between. */
    synchronized void copyAfterCheckpoint(Copy copy) throws IOException {
        copy.from(checkpoint());
    }
}
