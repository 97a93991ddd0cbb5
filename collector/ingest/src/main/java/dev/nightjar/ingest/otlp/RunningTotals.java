package dev.nightjar.ingest.otlp;

import dev.nightjar.model.NativeHistogram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Adds up series whose points say how much came since the point before (delta temporality), so that they are stored
 * as counters are: as totals.
 *
 * <p>A request works on a {@link Change}, which becomes valid when its batch was stored and is forgotten otherwise, so
 * that a request sent again after a failure counts once. Requests with such points are stored one after the other; the
 * rest is not held up. A point no newer than the last of its series is not added: it was, or came too late.
 *
 * <p>Totals live in memory. After a restart, or where a series was silent for {@link #IDLE_NANOS} and its place was
 * needed, a total begins anew at the next point, with a start time of its own: to a query that is a counter's reset,
 * of which {@code rate} and {@code increase} lose nothing. Only the level of a sum that can fall is lost.
 */
final class RunningTotals {
    /** Without a point for so long, a series may lose its place to another. */
    static final long IDLE_NANOS = 15 * 60 * 1_000_000_000L;

    /** What a series has come to. */
    sealed interface Total {
        long startNanos();

        long lastNanos();
    }

    record Sum(double value, long startNanos, long lastNanos) implements Total {}

    record Buckets(double[] bounds, long[] counts, long count, double sum, long startNanos, long lastNanos)
            implements Total {}

    record Exponential(NativeHistogram histogram, long startNanos, long lastNanos) implements Total {}

    /** What a point means to its series. */
    enum Turn {
        FIRST,
        NEXT,
        /** The same point again: it is stored. */
        SEEN,
        LATE,
        /** A new series, and no place for it. */
        FULL
    }

    /** A series by the bytes of its labels. */
    static final class Key {
        private final byte[] labels;
        private final int hash;

        Key(byte[] labels) {
            this.labels = labels;
            hash = Arrays.hashCode(labels);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(labels, that.labels);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    /** Longest silent first. */
    private final LinkedHashMap<Key, Total> totals = new LinkedHashMap<>(16, 0.75f, true);

    private long newestNanos;

    RunningTotals(int most) {
        this.most = most;
    }

    Change change() {
        return new Change();
    }

    int size() {
        lock.lock();
        try {
            return totals.size();
        } finally {
            lock.unlock();
        }
    }

    /** What one request adds. From its first point until it is closed, other changes wait. */
    final class Change implements AutoCloseable {
        private final Map<Key, Total> changed = new HashMap<>();
        private int added;

        Turn turn(Key key, long nanos) {
            if (!lock.isHeldByCurrentThread()) {
                lock.lock();
            }
            Total before = before(key);
            if (before == null) {
                return hasRoom(nanos) ? Turn.FIRST : Turn.FULL;
            }
            return nanos > before.lastNanos() ? Turn.NEXT : nanos == before.lastNanos() ? Turn.SEEN : Turn.LATE;
        }

        private boolean hasRoom(long nanos) {
            if (totals.size() + added < most) {
                return true;
            }
            long silentSince = Math.max(newestNanos, nanos) - IDLE_NANOS;
            var eldest = totals.entrySet().iterator();
            if (eldest.hasNext() && eldest.next().getValue().lastNanos() < silentSince) {
                eldest.remove();
                return true;
            }
            return false;
        }

        @Nullable
        Total before(Key key) {
            Total own = changed.get(key);
            return own != null ? own : totals.get(key);
        }

        void put(Key key, Total total) {
            if (changed.put(key, total) == null && !totals.containsKey(key)) {
                added++;
            }
        }

        /** The batch is stored. */
        void commit() {
            changed.forEach((key, total) -> {
                totals.put(key, total);
                newestNanos = Math.max(newestNanos, total.lastNanos());
            });
        }

        @Override
        public void close() {
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }
}
