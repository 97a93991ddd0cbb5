package dev.nightjar.logindex;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns full blocks into bytes, signature and catalog entry, one after the other in the order in which they came, and
 * commits days. Its work is done by one thread; the queue is guarded by the store's lock. A block that cannot be
 * written stays in the queue, searchable, and is tried again.
 */
final class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    private record Job(Day day, DayStream stream, OpenBlock block) {}

    private final ReentrantLock storeLock;
    private final Condition sealed;
    private final Arrivals arrivals;
    private final KnownPatterns patterns;
    private final HeadSigning heads;
    private final BlockEncoder encoder = new BlockEncoder();
    private final Deque<Job> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long failures;
    private boolean failing;

    /** {@code heads}: what is told of each commit. */
    Sealer(ReentrantLock storeLock, Arrivals arrivals, KnownPatterns patterns, HeadSigning heads) {
        this.storeLock = storeLock;
        this.arrivals = arrivals;
        this.patterns = patterns;
        this.heads = heads;
        this.sealed = storeLock.newCondition();
    }

    /** With the store's lock held. The day stays open until the block is written. */
    void submit(Day day, DayStream stream, OpenBlock block) {
        queue.add(new Job(day, stream, block));
        queuedBytes += block.weight();
    }

    /** With the store's lock held. */
    long queuedBytes() {
        return queuedBytes;
    }

    /** Blocks, with the store's lock held, until at most {@code bytes} are queued; false where that took too long. */
    boolean awaitRoom(long bytes, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (queuedBytes > bytes) {
            if (left <= 0) {
                return false;
            }
            left = sealed.awaitNanos(left);
        }
        return true;
    }

    int queued() {
        return queue.size();
    }

    long failures() {
        return failures;
    }

    /** Seals everything queued; false where the disk refused. On the sealing thread. */
    boolean drain() {
        while (true) {
            Job job;
            storeLock.lock();
            try {
                job = queue.peek();
            } finally {
                storeLock.unlock();
            }
            if (job == null) {
                return true;
            }
            try {
                seal(job);
            } catch (IOException | RuntimeException e) {
                failed("seal a block of " + job.stream().labels(), e);
                return false;
            }
        }
    }

    private void seal(Job job) throws IOException {
        if (!job.day().pin()) {
            finish(job, null, null);
            return;
        }
        try {
            OpenBlock block = job.block();
            Lines came = block.lines();
            int[] order = came.timeOrder();
            Lines lines = order == null ? came : came.in(order);
            BlockHeader header = new BlockHeader(
                    job.stream().id(),
                    lines.size(),
                    lines.textBytes(),
                    lines.timestamp(0),
                    lines.timestamp(lines.size() - 1),
                    block.firstSequence(),
                    block.lastSequence());
            BlockEncoder.Encoded encoded = encoder.encode(
                    header, job.stream().labels(), lines, job.day().templates());
            BlockEntry entry = job.day().write(job.stream(), header, encoded);
            finish(
                    job,
                    entry,
                    order == null ? block.arrivals() : block.arrivals().sorted(order));
            patterns.learn(
                    job.day().templates().of(Origins.application(job.stream().labels())), encoder.sightings());
            failing = false;
        } finally {
            job.day().unpin();
        }
    }

    private void finish(
            Job job,
            @org.jspecify.annotations.Nullable BlockEntry entry,
            @org.jspecify.annotations.Nullable ArrivalOrder order) {
        storeLock.lock();
        try {
            queue.remove();
            queuedBytes -= job.block().weight();
            sealed.signalAll();
            job.stream().sealing().remove(job.block());
            job.block().release();
            if (entry != null) {
                job.day().enter(job.stream(), entry);
            }
            if (entry != null && order != null) {
                arrivals.sealed(entry, order);
            }
        } finally {
            storeLock.unlock();
        }
    }

    /** Commits the days that have something new; false where one could not be. On the sealing thread. */
    boolean commit(List<Day> days) {
        boolean all = true;
        for (Day day : days) {
            if (day.dirty() && day.pin()) {
                all &= commit(day);
            }
        }
        return all;
    }

    private boolean commit(Day day) {
        try {
            commitPinned(day);
            return true;
        } catch (IOException | RuntimeException e) {
            failed("commit " + Day.folderName(day.number()), e);
            return false;
        }
    }

    private void commitPinned(Day day) throws IOException {
        try {
            List<DayStream> fresh;
            List<DayHead.StreamEnd> ends;
            storeLock.lock();
            try {
                fresh = day.unwrittenStreams();
                ends = day.streamEnds();
            } finally {
                storeLock.unlock();
            }
            heads.committed(day.commit(fresh, ends, heads.key()));
            storeLock.lock();
            try {
                day.markWritten(fresh);
            } finally {
                storeLock.unlock();
            }
        } finally {
            day.unpin();
        }
    }

    private void failed(String what, Exception e) {
        storeLock.lock();
        try {
            failures++;
        } finally {
            storeLock.unlock();
        }
        if (!failing) {
            failing = true;
            LOG.error("could not {}; the lines stay in memory and in the write-ahead log, trying again", what, e);
        }
    }
}
