package dev.nightjar.query.promql;

import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.SeriesCursor;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Threads that help a long query with reading its series, which is most of what such a query takes: a second core that
 * is idle halves the wait. How many help at one time is bounded for all queries together: when all are at it, a query
 * reads for itself. Thread-safe.
 */
public final class SecondReaders {
    /** For one query; what is read must be evaluated, too, and that one thread does alone. */
    private static final int MOST_A_QUERY = 3;

    private final Executor threads;
    private final Semaphore free;

    /**
     * @param threads starts a thread, a virtual one perhaps, for each task
     * @param most how many may help at one time
     */
    public SecondReaders(Executor threads, int most) {
        this.threads = threads;
        this.free = new Semaphore(most);
    }

    /** Every query reads for itself. */
    public static SecondReaders none() {
        return new SecondReaders(Runnable::run, 0);
    }

    /**
     * Reads the rest of {@code cursor} together with others; empty if nobody helps. The cursor goes on being the
     * caller's to close, after the answer.
     *
     * @param places how many make a portion worth handing over
     */
    Optional<SharedReading> share(SeriesCursor cursor, int places) {
        if (!(cursor instanceof PlacedCursor placed) || placed.places() - placed.place() <= places) {
            return Optional.empty();
        }
        SharedReading reading = null;
        for (int i = 0; i < MOST_A_QUERY && free.tryAcquire(); i++) {
            if (reading == null) {
                reading = new SharedReading(placed, places, free::release);
            }
            reading.begin(threads);
        }
        return Optional.ofNullable(reading);
    }
}
