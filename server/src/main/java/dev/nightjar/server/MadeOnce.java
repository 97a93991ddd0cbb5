package dev.nightjar.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What takes a while and is asked for by several at the same time: it is made by one of them, and the others wait for just
 * that. Whoever asks later has it made anew. Thread-safe.
 */
final class MadeOnce<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable FutureTask<T> making;

    MadeOnce(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Blocks until it is made; throws what {@code maker} throws. */
    @Override
    public T get() {
        FutureTask<T> task;
        boolean first;
        synchronized (this) {
            FutureTask<T> others = making;
            first = others == null;
            task = others == null ? new FutureTask<>(maker::get) : others;
            making = task;
        }
        if (first) {
            task.run();
            synchronized (this) {
                making = null;
            }
        }
        return made(task);
    }

    private static <T> T made(FutureTask<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while it was made");
        }
    }
}
