package dev.nightjar.web.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many requests work at one time; some more wait their turn for a while, all others are told at once to come
 * back. Who can best do without goes last: a dashboard refreshes by itself, so it waits behind whoever asked something,
 * and only half of those who may wait can be dashboards. A request counts until its answer has left, because until then
 * it is in memory. Thread-safe. Rules and paging do not come through here at all.
 */
public final class Admission {
    /** For whom an answer is. */
    public enum Rank {
        /** A panel that will ask again by itself. */
        DASHBOARD,
        /** A person or a program that waits for this one answer. */
        ASKED;

        /** Panels say what they are: Grafana's by the dashboard's id, ours in so many words. */
        static Rank of(Exchange exchange) {
            return exchange.header("X-Dashboard-Uid").isPresent()
                            || exchange.header("X-Nightjar-Rank")
                                    .filter("dashboard"::equals)
                                    .isPresent()
                    ? DASHBOARD
                    : ASKED;
        }
    }

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<Rank, Line> lines = new EnumMap<>(Rank.class);
    private final int mostWaiting;
    private final Duration longestWait;
    private int free;

    /** Those of one rank who wait; guarded by the lock. */
    private static final class Line {
        private final Condition moves;
        private int length;

        Line(Condition moves) {
            this.moves = moves;
        }
    }

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
        this.free = atOnce;
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
        for (Rank rank : Rank.values()) {
            lines.put(rank, new Line(lock.newCondition()));
        }
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
    public Place enter(Rank rank) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!hasTurn(rank)) {
                waitForTurn(rank);
            }
            free--;
        } finally {
            lock.unlock();
        }
        return this::leave;
    }

    private boolean hasTurn(Rank rank) {
        return free > 0 && (rank == Rank.ASKED || line(Rank.ASKED).length == 0);
    }

    private void waitForTurn(Rank rank) throws InterruptedException {
        int room = rank == Rank.DASHBOARD ? (mostWaiting + 1) / 2 : mostWaiting;
        if (line(Rank.ASKED).length + line(Rank.DASHBOARD).length >= room) {
            throw overloaded();
        }
        Line line = line(rank);
        line.length++;
        try {
            long left = longestWait.toNanos();
            while (!hasTurn(rank)) {
                if (left <= 0) {
                    throw overloaded();
                }
                left = line.moves.awaitNanos(left);
            }
        } finally {
            line.length--;
        }
    }

    private void leave() {
        lock.lock();
        try {
            free++;
            (line(Rank.ASKED).length > 0 ? line(Rank.ASKED) : line(Rank.DASHBOARD)).moves.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait just now. */
    int waiting() {
        lock.lock();
        try {
            return line(Rank.ASKED).length + line(Rank.DASHBOARD).length;
        } finally {
            lock.unlock();
        }
    }

    private Line line(Rank rank) {
        return Objects.requireNonNull(lines.get(rank));
    }

    private static HttpProblem overloaded() {
        return HttpProblem.overloaded("too many queries are running just now", 2);
    }
}
