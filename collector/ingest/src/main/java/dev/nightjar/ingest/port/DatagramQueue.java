package dev.nightjar.ingest.port;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Datagrams between the thread that receives them and the one that stores them, bounded in number and bytes. Thread-safe. */
final class DatagramQueue {
    private static final int MOST = 65_536;

    /** What one taking answers at most; a store's pass costs the same, however much it brings. */
    private static final long MOST_BYTES_AT_ONCE = 1 << 20;

    /** What is there already makes waiting for more needless. */
    private static final long ENOUGH_BYTES = 256 << 10;

    /** How long others are waited for after the first: nobody waits for an answer, and storing a few costs as much as storing many. */
    private static final long GATHER_MILLIS = 10;

    private final ArrayBlockingQueue<Datagram> queue = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong bytes = new AtomicLong();
    private final long mostBytes;

    DatagramQueue(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False where there is no room. */
    boolean offer(Datagram one) {
        if (bytes.addAndGet(one.bytes().length) <= mostBytes && queue.offer(one)) {
            return true;
        }
        bytes.addAndGet(-one.bytes().length);
        return false;
    }

    /** Takes what there is, waiting for the first and a moment for those behind it. */
    void take(List<Datagram> to, long waitMillis) throws InterruptedException {
        long taken = 0;
        @Nullable Datagram next = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (next != null && bytes.get() < ENOUGH_BYTES) {
            Thread.sleep(GATHER_MILLIS);
        }
        while (next != null) {
            to.add(next);
            taken += next.bytes().length;
            next = taken < MOST_BYTES_AT_ONCE ? queue.poll() : null;
        }
        bytes.addAndGet(-taken);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
