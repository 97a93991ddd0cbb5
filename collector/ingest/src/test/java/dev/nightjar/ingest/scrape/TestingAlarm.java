package dev.nightjar.ingest.scrape;

import dev.nightjar.testkit.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs what is due when a test moves the clock, in order of time, on the test's thread. */
public final class TestingAlarm extends AbstractExecutorService implements ScheduledExecutorService {
    private final TestingClock clock;
    private final List<Task> tasks = new ArrayList<>();

    public TestingAlarm(TestingClock clock) {
        this.clock = clock;
    }

    private final class Task extends FutureTask<Boolean> implements ScheduledFuture<Boolean> {
        private final long dueMillis;

        Task(Runnable work, long dueMillis) {
            super(work, true);
            this.dueMillis = dueMillis;
        }

        long dueMillis() {
            return dueMillis;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMillis - clock.millis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    /** Moves the clock on, stopping where something is due. */
    public void advance(Duration by) {
        long until = clock.millis() + by.toMillis();
        while (true) {
            tasks.removeIf(FutureTask::isCancelled);
            Optional<Task> found = tasks.stream()
                    .filter(task -> task.dueMillis() <= until)
                    .min(Comparator.comparingLong(Task::dueMillis));
            if (found.isEmpty()) {
                break;
            }
            Task next = found.get();
            tasks.remove(next);
            clock.set(Instant.ofEpochMilli(Math.max(next.dueMillis(), clock.millis())));
            next.run();
        }
        clock.set(Instant.ofEpochMilli(until));
    }

    public int waiting() {
        tasks.removeIf(FutureTask::isCancelled);
        return tasks.size();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Task task = new Task(work, clock.millis() + unit.toMillis(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable work) {
        work.run();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = List.copyOf(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
