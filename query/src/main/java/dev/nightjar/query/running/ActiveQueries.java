package dev.nightjar.query.running;

import dev.nightjar.query.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The queries that run now, any of which can be stopped. Thread-safe. */
public final class ActiveQueries {
    private record Running(long id, AskedQuery asked, Instant since, Cancellation cancellation) {}

    private final InstantSource clock;
    private final SlowQueries slow;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();

    public ActiveQueries(InstantSource clock, SlowQueries slow) {
        this.clock = clock;
        this.slow = slow;
    }

    /**
     * Runs {@code query} on this thread, listed until it ends. It must run with {@code cancellation}, by which it can
     * be stopped and says how far it is.
     */
    public <T> T run(AskedQuery asked, Cancellation cancellation, Supplier<T> query) {
        Running one = new Running(lastId.incrementAndGet(), asked, clock.instant(), cancellation);
        running.put(one.id, one);
        Optional<String> failure = Optional.empty();
        try {
            return query.get();
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
            throw e;
        } finally {
            running.remove(one.id);
            slow.offer(new SlowQuery(
                    asked, one.since, Duration.between(one.since, clock.instant()), cancellation.samples(), failure));
        }
    }

    /** The oldest first. */
    public List<ActiveQuery> list() {
        List<ActiveQuery> active = new ArrayList<>();
        for (Running one : running.values()) {
            active.add(new ActiveQuery(one.id, one.asked, one.since, one.cancellation.samples()));
        }
        active.sort(Comparator.comparingLong(ActiveQuery::id));
        return active;
    }

    /** Stops a query, which answers with an error that names {@code by}. False if there is none of that id any more. */
    public boolean kill(long id, String by) {
        Running one = running.get(id);
        if (one == null) {
            return false;
        }
        one.cancellation.cancel("the query was killed by " + by);
        return true;
    }
}
