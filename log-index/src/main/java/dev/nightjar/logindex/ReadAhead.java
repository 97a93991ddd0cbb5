package dev.nightjar.logindex;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Reads things before their turn, on other threads, for a reader that goes through many of them: the further it has
 * come the more, so that one who stops early has had little read in vain. Whoever comes first reads, so nobody waits for
 * a busy thread. Used by one thread.
 */
final class ReadAhead<T> {
    /** A block of lines with what was decoded of it takes some 0.3 MB; so many may wait for their turn. */
    private static final int MOST = 8;

    /** The thing whose turn is {@code turn}, counted from 0. Called on any thread, once for each. */
    interface Source<T> {
        T read(int turn) throws IOException;
    }

    private final Executor threads;
    private final int count;
    private final Source<T> source;
    private final Map<Integer, FutureTask<T>> begun = new HashMap<>();
    private int next;
    private int askedFor;

    ReadAhead(Executor threads, int count, Source<T> source) {
        this.threads = threads;
        this.count = count;
        this.source = source;
    }

    /** The next in turn. What was thrown when it was read, ahead or now, is thrown here. */
    T take() throws IOException {
        int turn = next++;
        FutureTask<T> present = begin(turn);
        begun.remove(turn);
        int until = Math.min(count, next + Math.min(turn, MOST));
        for (int ahead = Math.max(askedFor, next); ahead < until; ahead++) {
            threads.execute(begin(ahead));
        }
        askedFor = Math.max(askedFor, until);
        present.run();
        help(present);
        return result(present);
    }

    /**
     * While another thread reads what is wanted, reads what comes after it. Else both would meet at each turn anew, one
     * waiting for the other.
     */
    private void help(FutureTask<T> wanted) {
        for (int ahead = next; ahead < askedFor && !wanted.isDone(); ahead++) {
            begin(ahead).run();
        }
    }

    private FutureTask<T> begin(int turn) {
        return begun.computeIfAbsent(turn, it -> new FutureTask<>(() -> source.read(it)));
    }

    private static <T> T result(FutureTask<T> done) throws IOException {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a block was read", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
