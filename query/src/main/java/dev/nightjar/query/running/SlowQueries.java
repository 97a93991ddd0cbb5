package dev.nightjar.query.running;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last queries that took longer than a threshold. Thread-safe. */
public final class SlowQueries {
    private final Duration threshold;
    private final int capacity;
    private final Consumer<SlowQuery> log;
    private final Deque<SlowQuery> last = new ArrayDeque<>();

    /**
     * @param threshold a query that takes this long is slow
     * @param capacity how many are remembered
     * @param log is told each, on the query's thread
     */
    public SlowQueries(Duration threshold, int capacity, Consumer<SlowQuery> log) {
        if (threshold.isNegative() || capacity < 1) {
            throw new IllegalArgumentException(
                    "slow queries need a threshold and room for one at least, found " + threshold + " and " + capacity);
        }
        this.threshold = threshold;
        this.capacity = capacity;
        this.log = log;
    }

    public Duration threshold() {
        return threshold;
    }

    /** The newest first. */
    public synchronized List<SlowQuery> list() {
        List<SlowQuery> newestFirst = new ArrayList<>(last);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    void offer(SlowQuery query) {
        if (query.took().compareTo(threshold) < 0) {
            return;
        }
        synchronized (this) {
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(query);
        }
        log.accept(query);
    }
}
