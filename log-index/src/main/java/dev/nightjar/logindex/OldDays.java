package dev.nightjar.logindex;

import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops whole days: first the signed heads say so, then the folder goes. Cursors over them read on. */
final class OldDays {
    private static final Logger LOG = LoggerFactory.getLogger(OldDays.class);

    private final Days days;
    private final HeadSigning heads;
    private final Arrivals arrivals;
    private final ReentrantLock state;
    private final InstantSource clock;

    OldDays(Days days, HeadSigning heads, Arrivals arrivals, ReentrantLock state, InstantSource clock) {
        this.days = days;
        this.heads = heads;
        this.arrivals = arrivals;
        this.state = state;
        this.clock = clock;
    }

    /** Drops the days before this one; says how many bytes that freed. */
    long dropBefore(long firstKept, String cause) throws IOException {
        long freed = 0;
        for (long number : days.within(NanoRange.ALL)) {
            if (number < firstKept) {
                freed += drop(number, cause);
            }
        }
        return freed;
    }

    long drop(long number, String cause) throws IOException {
        state.lock();
        try {
            arrivals.forget(number);
        } finally {
            state.unlock();
        }
        heads.drop(number, cause, clock.millis());
        long bytes = days.bytes(number);
        days.drop(number);
        LOG.info("dropped the logs of {}, {} bytes: {}", Day.folderName(number), bytes, cause);
        return bytes;
    }
}
