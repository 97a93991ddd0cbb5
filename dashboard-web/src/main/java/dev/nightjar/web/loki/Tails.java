package dev.nightjar.web.loki;

import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogTail;
import dev.nightjar.web.http.HttpProblem;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * All tails there are. One thread wakes them when lines came, a few times a second at most, whoever many there are and
 * however fast lines come. Thread-safe.
 */
final class Tails implements AutoCloseable {
    private static final int MAX_TAILS = 500;
    private static final long PACE_MILLIS = 100;

    /** What the histories of all tails may take of the heap, and what that of one may. */
    private static final int HEAP_SHARE = 16;

    private static final long MOST_HISTORY_BYTES = 4L << 20;
    private static final long LEAST_HISTORY_BYTES = 128L << 10;

    private final LogTail store;
    private final LogReader reader;
    private final InstantSource clock;
    private final Set<Tail> tails = ConcurrentHashMap.newKeySet();
    private final Semaphore lines = new Semaphore(0);
    private final AutoCloseable subscription;
    private final Thread waker;

    /** @param reader of the same store */
    Tails(LogTail store, LogReader reader, InstantSource clock) {
        this.store = store;
        this.reader = reader;
        this.clock = clock;
        this.subscription = store.subscribe(this::linesCame);
        this.waker = Thread.ofVirtual().name("tails").start(this::wakeAll);
    }

    /** A tail that is woken until it ends. Throws {@link HttpProblem} where there are too many. */
    Tail open(TailQuestion question) {
        if (tails.size() >= MAX_TAILS) {
            throw HttpProblem.overloaded("max concurrent tail requests limit exceeded: there are " + MAX_TAILS, 5);
        }
        long last = store.lastArrival();
        if (question.after() > last) {
            throw HttpProblem.badParameter(
                    "cursor",
                    "the cursor " + question.after() + " is ahead of the last line, " + last
                            + ": it is of another store; leave it out to begin anew");
        }
        Tail[] tail = new Tail[1];
        tail[0] = new Tail(store, reader, question, clock, historyBytes(), () -> tails.remove(tail[0]));
        tails.add(tail[0]);
        return tail[0];
    }

    /** The more there are, the less has each. */
    private long historyBytes() {
        long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE / (tails.size() + 1);
        return Math.clamp(share, LEAST_HISTORY_BYTES, MOST_HISTORY_BYTES);
    }

    /** How many there are. */
    int count() {
        return tails.size();
    }

    private void linesCame() {
        if (lines.availablePermits() == 0) {
            lines.release();
        }
    }

    private void wakeAll() {
        try {
            while (true) {
                lines.acquire();
                lines.drainPermits();
                tails.forEach(Tail::wake);
                Thread.sleep(PACE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        waker.interrupt();
        try {
            subscription.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("ending a subscription failed", e);
        }
        tails.forEach(Tail::gone);
    }
}
