package dev.nightjar.server;

import dev.nightjar.journal.Journal;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.query.logql.LogConditions;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.tsdb.Tsdb;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All that lasts, on its way to being open. Each store reads what it left behind on a thread of its own, so that a start
 * waits for the slowest of them, and meanwhile does what needs none. Asking for a store waits for it.
 */
final class Stores implements AutoCloseable {
    private final CloseStack parts = new CloseStack();
    private final ExecutorService opening = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("open-", 0).factory());
    private final Future<Tsdb> tsdb;
    private final Future<LogIndex> logs;
    private final Future<Journal> journal;

    private Stores(NightjarConfig config, DataDirectory data, InstantSource clock) {
        tsdb = opening.submit(() ->
                parts.opened(Tsdb.open(data.module("tsdb"), config.metrics().store(), clock)));
        logs = opening.submit(() -> parts.opened(
                LogIndex.open(data.module("logs"), config.logs().store(), clock, new LogConditions(clock))));
        journal = opening.submit(() -> parts.opened(Journal.open(data.module("journal"))));
    }

    /** Begins to open what is in {@code data}. */
    static Stores begin(NightjarConfig config, DataDirectory data, InstantSource clock) {
        return new Stores(config, data, clock);
    }

    Journal journal() throws IOException, StartException {
        return opened(journal);
    }

    Tsdb tsdb() throws IOException, StartException {
        return opened(tsdb);
    }

    LogIndex logs() throws IOException, StartException {
        return opened(logs);
    }

    /** Throws what opening it threw. */
    private static <T> T opened(Future<T> store) throws IOException, StartException {
        try {
            return store.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while the stores were opened");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("a store could not be opened", e);
            }
        }
    }

    /** Waits for those that are being opened, since one that is left half-way would be open for ever. */
    @Override
    public void close() {
        opening.close();
        parts.close();
    }
}
