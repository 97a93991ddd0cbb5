package dev.nightjar.alerting;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of alerting: one that looks at the clock, some that evaluate, some that send. Sending has threads of its
 * own, so that neither slow queries nor many of them can hold a page back.
 */
final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final long TICK_MILLIS = 100;
    private static final int EVALUATORS = 2;
    private static final int SENDERS = 16;

    private final ScheduledExecutorService ticker = Executors.newScheduledThreadPool(2, named("alerting-clock-"));
    private final ExecutorService evaluators = Executors.newFixedThreadPool(EVALUATORS, named("rules-"));
    private final ExecutorService notifiers = Executors.newFixedThreadPool(SENDERS, named("notices-"));
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, named("paging-"));

    ExecutorService evaluators() {
        return evaluators;
    }

    ExecutorService senders() {
        return senders;
    }

    /** Notices have threads of their own: a slow receiver holds no page back. */
    ExecutorService notifiers() {
        return notifiers;
    }

    void everyTick(Runnable work) {
        ScheduledFuture<?> _ =
                ticker.scheduleWithFixedDelay(() -> guarded(work), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("alerting could not do what was due; it tries again", e);
        }
    }

    private static ThreadFactory named(String prefix) {
        return Thread.ofPlatform().name(prefix, 0).daemon(true).factory();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        evaluators.shutdown();
        senders.shutdown();
        notifiers.shutdown();
        try {
            boolean evaluated = evaluators.awaitTermination(5, TimeUnit.SECONDS);
            boolean sent = senders.awaitTermination(5, TimeUnit.SECONDS);
            boolean told = notifiers.awaitTermination(5, TimeUnit.SECONDS);
            if (!evaluated || !sent || !told) {
                LOG.warn("some evaluations or messages were still under way; messages are sent after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        evaluators.shutdownNow();
        senders.shutdownNow();
        notifiers.shutdownNow();
    }
}
