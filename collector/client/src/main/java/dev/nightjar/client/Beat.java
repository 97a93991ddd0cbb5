package dev.nightjar.client;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What is done again and again at even times. Beats missed by a process that was stopped, or by a machine that was too
 * busy, are left out and not made up for: samples a few milliseconds apart distort every rate over them.
 */
public final class Beat implements Runnable {
    private final ScheduledExecutorService on;
    private final long intervalNanos;
    private final Runnable task;
    private long dueNanos;

    private Beat(ScheduledExecutorService on, long dueNanos, long intervalNanos, Runnable task) {
        this.on = on;
        this.dueNanos = dueNanos;
        this.intervalNanos = intervalNanos;
        this.task = task;
    }

    /** Has {@code task} done on that thread, at first after {@code first}, until the executor is shut down. It must not throw. */
    public static void start(ScheduledExecutorService on, Duration first, Duration interval, Runnable task) {
        Beat beat = new Beat(on, System.nanoTime() + first.toNanos(), interval.toNanos(), task);
        var unused = on.schedule(beat, first.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        task.run();
        long now = System.nanoTime();
        dueNanos = after(dueNanos, now, intervalNanos);
        var unused = on.schedule(this, dueNanos - now, TimeUnit.NANOSECONDS); // refused after a shutdown, which ends it
    }

    /**
     * The next of the beats at {@code dueNanos} and every interval after it that is at least half an interval from now; all by
     * {@link System#nanoTime}.
     */
    static long after(long dueNanos, long nowNanos, long intervalNanos) {
        long earliest = nowNanos + intervalNanos / 2 - dueNanos;
        return dueNanos + Math.max(1, Math.floorDiv(earliest - 1, intervalNanos) + 1) * intervalNanos;
    }
}
