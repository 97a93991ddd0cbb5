package dev.nightjar.logindex;

import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.NanoRange;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through what is stored already where the book of patterns is empty but days are not (the book was lost, or the
 * days are older than it): else all of it would look new. A day at a time, oldest first, beside everything else.
 */
final class PatternLearning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatternLearning.class);

    private final LogPatterns patterns;
    private final Thread thread;
    private volatile boolean closed;

    /** {@code days} by number, oldest first. */
    PatternLearning(LogPatterns patterns, List<Long> days) {
        this.patterns = patterns;
        this.thread = Thread.ofPlatform().name("log-patterns").daemon().unstarted(() -> learn(days));
    }

    void start() {
        thread.start();
    }

    private void learn(List<Long> days) {
        for (long day : days) {
            if (closed) {
                return;
            }
            try {
                long start = day * Day.NANOS;
                patterns.patterns(List.of(), new NanoRange(start, start + Day.NANOS), Day.NANOS);
            } catch (RuntimeException e) {
                LOG.warn("could not learn the patterns of {}: {}", Day.folderName(day), e.getMessage());
            }
        }
    }

    /** Waits for the day in hand. */
    @Override
    public void close() {
        closed = true;
        await();
    }

    /** Waits until everything is looked through. */
    void await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
