package dev.nightjar.ingest.scrape;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target whenever it is due, until it is gone. A target that goes is marked as ended only after its next
 * two slots and a tenth of its interval: by then it is sure not to have come back by another way.
 */
final class TargetLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TargetLoop.class);

    private enum State {
        RUNNING,
        LEAVING,
        STOPPED
    }

    private final TargetScrape target;
    private final long seed;
    private final ScheduledExecutorService alarm;
    private final Executor workers;
    private final InstantSource clock;
    private ScrapeSlots slots;
    private State state = State.STOPPED;
    private @Nullable ScheduledFuture<?> next;

    /** @param seed that spreads the servers that scrape the same targets */
    TargetLoop(
            TargetScrape target,
            TargetPlan plan,
            long seed,
            ScheduledExecutorService alarm,
            Executor workers,
            InstantSource clock) {
        this.target = target;
        this.seed = seed;
        this.slots = ScrapeSlots.of(plan.interval().toMillis(), plan.hash() ^ seed);
        this.alarm = alarm;
        this.workers = workers;
        this.clock = clock;
    }

    TargetScrape target() {
        return target;
    }

    /** Scrapes at the next slot, and so on; also what was leaving stays. */
    synchronized void run(TargetPlan plan) {
        ScrapeSlots wanted = ScrapeSlots.of(plan.interval().toMillis(), plan.hash() ^ seed);
        if (state == State.RUNNING && wanted.equals(slots)) {
            return;
        }
        slots = wanted;
        state = State.RUNNING;
        at(slots.after(clock.millis()), this::scrape);
    }

    /** Scrapes no more, and in a while marks its series as ended; then calls {@code gone}. */
    synchronized void leave(Runnable gone) {
        if (state != State.RUNNING) {
            return;
        }
        state = State.LEAVING;
        long ended = slots.after(clock.millis());
        at(ended + slots.intervalMillis() + slots.intervalMillis() / 10, slot -> {
            if (isLeaving()) {
                target.end(ended);
                stop();
                gone.run();
            }
        });
    }

    private synchronized boolean isLeaving() {
        return state == State.LEAVING;
    }

    /** Nothing more happens, and nothing is marked: the server stops and will go on with the same series. */
    synchronized void stop() {
        state = State.STOPPED;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** What is due at a time. */
    private interface Due {
        void at(long slotMillis);
    }

    private synchronized void at(long slot, Due due) {
        if (next != null) {
            next.cancel(false);
        }
        if (state == State.STOPPED) {
            return;
        }
        long wait = Math.max(0, slot - clock.millis());
        try {
            next = alarm.schedule(() -> hand(slot, due), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            state = State.STOPPED; // the server is stopping
        }
    }

    private void hand(long slot, Due due) {
        try {
            workers.execute(() -> due.at(slot));
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private void scrape(long slot) {
        long now = clock.millis();
        try {
            target.scrape(timeOf(slot, now));
        } catch (RuntimeException e) {
            LOG.error(
                    "a scrape of {} broke off; the next is tried",
                    target.status().url(),
                    e);
        }
        again(slot);
    }

    private synchronized long timeOf(long slot, long now) {
        return slots.timeOf(slot, now);
    }

    /** Slots that went by during a scrape are left out. */
    private synchronized void again(long slot) {
        if (state == State.RUNNING) {
            at(slots.after(Math.max(slot, clock.millis())), this::scrape);
        }
    }
}
