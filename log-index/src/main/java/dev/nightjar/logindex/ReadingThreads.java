package dev.nightjar.logindex;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that read blocks ahead: with the one that asks, as many as the machine has processors. */
final class ReadingThreads implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor pool;
    private final boolean any;

    ReadingThreads(int processors) {
        int threads = Math.max(1, processors - 1);
        any = processors > 1;
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("log-reading-", 0).daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs the task some time, or never: on one processor, and after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        if (any) {
            pool.execute(task);
        }
    }

    @Override
    public void close() {
        // not interrupted: a thread that is interrupted while it reads a file closes it for all others
        pool.getQueue().clear();
        pool.shutdown();
    }
}
