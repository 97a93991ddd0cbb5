package dev.nightjar.tsdb;

import dev.nightjar.model.SyncPace;
import dev.nightjar.tsdb.chunk.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log, with group commit: one thread writes what has gathered as one block and syncs it; what comes in
 * the meantime is the next block. A block is whole or it is not there, so a torn tail is always the last block.
 *
 * <p>Entries are numbered from 1 without gaps; a number is for ever. If the disk refuses (it may be full), the block is
 * kept and tried again until it succeeds; until then {@link #problem} is not null and nothing new may be appended, so
 * that the log never has a hole.
 */
final class WriteAheadLog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(WriteAheadLog.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So long entries gather that nobody waits for: a sync costs the same for one as for a thousand. */
    private static final long LAZY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So many bytes are written at once, whoever waits. */
    private static final int LAZY_BYTES = 1 << 20;

    private final Path directory;
    private final FsyncPolicy policy;
    private final long syncNanos;
    private final SegmentFiles files;
    private final ReentrantLock lock = new ReentrantLock();
    private final SyncPace pace;
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Thread thread;
    private ByteSink gathering = newBlock();
    private ByteSink writing = newBlock();
    private long next;
    private long durable;
    private boolean hurry;
    private boolean rotate;
    private Mark rotated = new Mark(0, 0);
    private boolean finished;
    private boolean unsynced;
    private boolean closing;
    private volatile @Nullable String problem;

    /** Where a checkpoint begins: nothing in the files before {@code sequence} is needed after it. */
    record Mark(long sequence, long entry) {}

    /** Goes on where {@code replayed} ended, in a new file; {@link #close} ends its thread. */
    WriteAheadLog(Path directory, FsyncPolicy policy, Duration syncEvery, LogReplay.End replayed, InstantSource clock) {
        this.directory = directory;
        this.policy = policy;
        this.syncNanos = syncEvery.toNanos();
        this.next = replayed.nextEntry();
        this.durable = next - 1;
        this.pace = new SyncPace(clock);
        this.files = new SegmentFiles(directory, policy == FsyncPolicy.ALWAYS, replayed, clock);
        try {
            files.next(next);
        } catch (IOException e) {
            throw new TsdbException("the log in " + directory + " cannot be written: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name("tsdb-log").start(this::run);
    }

    private static ByteSink newBlock() {
        ByteSink block = new ByteSink(64 << 10);
        block.writeLong(0);
        block.writeLong(0);
        return block;
    }

    /** Why nothing can be appended at present, or null. */
    @Nullable
    String problem() {
        return problem;
    }

    /** How long the disk takes. */
    SyncPace pace() {
        return pace;
    }

    /** The number the next entry will get. */
    long nextEntry() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    long liveBytes() {
        return files.liveBytes();
    }

    /** Bytes that wait to be written. */
    int pendingBytes() {
        lock.lock();
        try {
            return gathering.size() - LogSegment.BLOCK_HEADER_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Puts an entry into the next block and returns its number; {@link #await} says when it is durable. */
    long append(ByteSink entry) {
        return append(entry, true);
    }

    /** As {@link #append}, for an entry that nobody will wait for: it may take a little longer. */
    long appendLazily(ByteSink entry) {
        return append(entry, false);
    }

    private long append(ByteSink entry, boolean atOnce) {
        lock.lock();
        try {
            boolean first = gathering.size() == LogSegment.BLOCK_HEADER_BYTES;
            gathering.writeVarint(entry.size());
            gathering.writeBytes(entry.bytes(), 0, entry.size());
            hurry |= atOnce;
            if (first || atOnce) {
                work.signal();
            }
            return next++;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the entry is as durable as the policy promises; false if the disk refuses it for now. */
    boolean await(long entry) {
        lock.lock();
        try {
            while (durable < entry) {
                if (problem != null || finished) {
                    return false;
                }
                progress.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Begins a new file and says which; entries from {@link Mark#entry} on are in it or after it. */
    Mark rotate() {
        lock.lock();
        try {
            rotate = true;
            work.signal();
            while (rotate) {
                if (problem != null || finished) {
                    throw new TsdbException("the log in " + directory + " cannot begin a new file: "
                            + (problem == null ? "it is closed" : problem));
                }
                progress.awaitUninterruptibly();
            }
            return rotated;
        } finally {
            lock.unlock();
        }
    }

    /** The files in use and how much of each has been written. */
    List<LogReplay.Segment> segments() throws IOException {
        return files.inUse();
    }

    void release(Mark before) throws IOException {
        files.release(before.sequence());
    }

    void deleteSpares() throws IOException {
        files.deleteSpares();
    }

    private void run() {
        boolean open = true;
        while (open) {
            open = step();
        }
        lock.lock();
        try {
            finished = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work and does it; false when closed and nothing is left. */
    private boolean step() {
        long first;
        long end;
        boolean newFile;
        boolean syncOnly;
        lock.lock();
        try {
            while (gathering.size() == LogSegment.BLOCK_HEADER_BYTES && !rotate && !closing) {
                if (unsynced && policy == FsyncPolicy.INTERVAL) {
                    if (awaitNanos(syncNanos)) {
                        break;
                    }
                } else {
                    work.awaitUninterruptibly();
                }
            }
            gatherLazily();
            ByteSink block = gathering;
            gathering = writing;
            writing = block;
            hurry = false;
            first = durable + 1;
            end = next;
            newFile = rotate;
            syncOnly = unsynced && (closing || block.size() == LogSegment.BLOCK_HEADER_BYTES);
            if (closing && block.size() == LogSegment.BLOCK_HEADER_BYTES && !newFile && !syncOnly) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return persist(first, end, newFile, syncOnly);
    }

    /** Lets more entries gather while nobody waits for those that are there. */
    private void gatherLazily() {
        long deadline = System.nanoTime() + LAZY_NANOS;
        long left = LAZY_NANOS;
        while (left > 0
                && gathering.size() > LogSegment.BLOCK_HEADER_BYTES
                && gathering.size() < LAZY_BYTES
                && !hurry
                && !rotate
                && !closing) {
            if (awaitNanos(left)) {
                return;
            }
            left = deadline - System.nanoTime();
        }
    }

    /** True if the time is over. */
    @SuppressWarnings("WaitNotInLoop") // the callers loop: a wake-up without reason only looks for work once more
    private boolean awaitNanos(long nanos) {
        try {
            return work.awaitNanos(nanos) <= 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Tries until it succeeds, or the log is closed. */
    private boolean persist(long first, long end, boolean newFile, boolean syncOnly) {
        while (true) {
            try {
                if (writing.size() > LogSegment.BLOCK_HEADER_BYTES) {
                    write(first);
                } else if (syncOnly) {
                    files.sync();
                }
                if (newFile) {
                    files.next(end);
                }
                done(end, newFile, syncOnly);
                return true;
            } catch (IOException e) {
                if (!failed(e)) {
                    return false;
                }
            }
        }
    }

    private void write(long first) throws IOException {
        int length = writing.size() - LogSegment.BLOCK_HEADER_BYTES;
        if (files.isFull(writing.size())) {
            files.next(first);
        }
        int end = writing.size();
        writing.size(0);
        writing.writeInt(length);
        writing.writeInt(
                LogSegment.checksum(files.present(), first, writing.bytes(), LogSegment.BLOCK_HEADER_BYTES, length));
        writing.writeLong(first);
        writing.size(end);
        pace.time(() -> files.write(ByteBuffer.wrap(writing.bytes(), 0, end), policy == FsyncPolicy.ALWAYS));
        writing.size(LogSegment.BLOCK_HEADER_BYTES);
    }

    private void done(long end, boolean newFile, boolean synced) {
        lock.lock();
        try {
            if (problem != null) {
                LOGGER.warn("the log in {} can be written again", directory);
                problem = null;
            }
            unsynced = policy != FsyncPolicy.ALWAYS && !synced && !newFile && (end - 1 > durable || unsynced);
            durable = end - 1;
            if (newFile) {
                rotate = false;
                rotated = new Mark(files.present(), end);
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean failed(IOException e) {
        lock.lock();
        try {
            if (problem == null) {
                LOGGER.error("the log in {} cannot be written, samples are refused until it can", directory, e);
            }
            problem = e.getClass().getSimpleName() + ": " + e.getMessage();
            progress.signalAll();
            if (closing) {
                return false;
            }
            awaitNanos(RETRY_NANOS);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has gathered, then ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            files.close();
        } catch (IOException e) {
            throw new TsdbException("the log in " + directory + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
