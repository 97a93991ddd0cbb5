package dev.nightjar.query.promql;

import dev.nightjar.model.PlacedCursor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rest of a selection, read in portions by several threads and taken in order by one of them, which reads as well
 * while the portion it waits for is still being read. Portions lie in a ring, so no more than it has room for are held.
 */
final class SharedReading implements AutoCloseable {
    private static final int ROOM = 4;

    private final PlacedCursor own;
    private final int first;
    private final int places;
    private final int portions;
    private final Runnable ended;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SeriesPortion[] ring = new SeriesPortion[ROOM];
    private final boolean[] read = new boolean[ROOM];
    private int claimed;
    private int taken;
    private int helpers;
    private boolean closed;

    /** {@code ended} runs when one who helped has stopped. */
    SharedReading(PlacedCursor own, int places, Runnable ended) {
        this.own = own;
        this.first = own.place();
        this.places = places;
        this.portions = Math.ceilDiv(own.places() - first, places);
        this.ended = ended;
        for (int i = 0; i < ROOM; i++) {
            ring[i] = new SeriesPortion();
        }
    }

    /** One more helps, unless {@code threads} has none. */
    void begin(Executor threads) {
        lock.lock();
        try {
            helpers++;
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(this::help);
        } catch (RejectedExecutionException e) {
            leave();
        }
    }

    private void help() {
        try (PlacedCursor cursor = own.twin()) {
            for (int portion = awaitClaim(); portion >= 0; portion = awaitClaim()) {
                ring[portion % ROOM].fillOrFail(cursor, start(portion), end(portion));
                done(portion);
            }
        } finally {
            leave();
        }
    }

    private void leave() {
        ended.run();
        lock.lock();
        try {
            helpers--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next portion that nobody reads yet, once there is room for it; -1 if nothing is left to do. */
    private int awaitClaim() {
        lock.lock();
        try {
            while (!closed && claimed < portions && !hasRoom()) {
                changed.awaitUninterruptibly();
            }
            return closed || claimed == portions ? -1 : claimed++;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return claimed < taken + ROOM;
    }

    private void done(int portion) {
        lock.lock();
        try {
            read[portion % ROOM] = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int start(int portion) {
        return first + portion * places;
    }

    private int end(int portion) {
        return Math.min(own.places(), start(portion) + places);
    }

    /** Hands over everything, in order. What reading throws, this throws. */
    void forEach(SeriesPortion.Taker taker) {
        for (int portion = 0; portion < portions; portion++) {
            SeriesPortion present = awaitRead(portion);
            present.check();
            present.forEach(taker);
            if (present.end() < end(portion)) {
                SeriesPortion.readEach(own, present.end(), end(portion), taker);
            }
            release(portion);
        }
    }

    /** Reads, as long as {@code wanted} is not there, what nobody reads yet. */
    private SeriesPortion awaitRead(int wanted) {
        for (int mine = claimUnlessRead(wanted); mine >= 0; mine = claimUnlessRead(wanted)) {
            ring[mine % ROOM].fill(own, start(mine), end(mine));
            done(mine);
        }
        return ring[wanted % ROOM];
    }

    private int claimUnlessRead(int wanted) {
        lock.lock();
        try {
            while (!read[wanted % ROOM]) {
                if (claimed < portions && hasRoom()) {
                    return claimed++;
                }
                changed.awaitUninterruptibly();
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    private void release(int portion) {
        lock.lock();
        try {
            read[portion % ROOM] = false;
            taken = portion + 1;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more when this returns. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (helpers > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
