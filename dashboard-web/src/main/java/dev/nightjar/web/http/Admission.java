package dev.nightjar.web.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many requests work at one time; some more wait their turn for a while, all others are told at once to come
 * back. A request counts until its answer has left, because until then it is in memory. Thread-safe.
 */
public final class Admission {
    private final Semaphore places;
    private final int mostWaiting;
    private final Duration longestWait;
    private final AtomicInteger waiting = new AtomicInteger();

    /** A place taken; given back by closing it. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param atOnce requests that work at one time
     * @param mostWaiting requests that may wait for a place
     * @param longestWait how long each of them waits
     */
    public Admission(int atOnce, int mostWaiting, Duration longestWait) {
        this.places = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
    }

    /** No bound, for what is cheap. */
    public static Admission free() {
        return new Admission(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** Twice as many as there are processors: queries also wait for disks. */
    public static Admission forQueries(int processors) {
        return new Admission(Math.max(4, 2 * processors), 64, Duration.ofSeconds(5));
    }

    /** Takes a place. Throws {@link HttpProblem} with status 503 where there is none within the wait. */
    public Place enter() throws InterruptedException {
        if (!places.tryAcquire() && !waitForOne()) {
            throw HttpProblem.overloaded("too many queries are running just now", 2);
        }
        return places::release;
    }

    private boolean waitForOne() throws InterruptedException {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }
}
