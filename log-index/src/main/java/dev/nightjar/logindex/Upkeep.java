package dev.nightjar.logindex;

import dev.nightjar.model.LogVerification;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on by itself: sealing blocks that are full or old, committing days, shortening the write-ahead log, and
 * whatever else is to be done every second. All of it by one thread, {@code log-index}.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Something that is done once a second. */
    interface Duty {
        void perform() throws IOException;
    }

    private final LogIndexConfig config;
    private final InstantSource clock;
    private final ReentrantLock order;
    private final ReentrantLock state;
    private final Days days;
    private final Sealer sealer;
    private final OpenBlocks open;
    private final WriteAheadLog log;
    private final HeadSigning heads;
    private final List<Duty> duties = new ArrayList<>();
    private final List<Duty> beforeCommit = new ArrayList<>();
    private final Map<Duty, String> failures = new HashMap<>();
    private final ScheduledExecutorService worker;
    private long lastCommitMillis;
    private volatile boolean ending;

    /** {@code order} and {@code state}: the store's locks. */
    Upkeep(
            LogIndexConfig config,
            InstantSource clock,
            ReentrantLock order,
            ReentrantLock state,
            Days days,
            Sealer sealer,
            OpenBlocks open,
            WriteAheadLog log,
            HeadSigning heads) {
        this.config = config;
        this.clock = clock;
        this.order = order;
        this.state = state;
        this.days = days;
        this.sealer = sealer;
        this.open = open;
        this.log = log;
        this.heads = heads;
        this.lastCommitMillis = clock.millis();
        this.worker = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("log-index").daemon().unstarted(task));
    }

    /** To be done once a second from {@link #start} on, after sealing and committing. */
    void every(Duty duty) {
        duties.add(duty);
    }

    /** To be done before what was sealed is committed and may leave the write-ahead log; lines do not wait for it. */
    void beforeCommit(Duty duty) {
        beforeCommit.add(duty);
    }

    void start() {
        var _ = worker.scheduleWithFixedDelay(
                this::tickQuietly, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Soon seals what is queued. */
    void sealSoon() {
        worker.execute(sealer::drain);
    }

    /** Seals and commits everything, so that the write-ahead log is empty. Blocks. */
    void flush() throws IOException {
        if (!onWorker(this::settle)) {
            throw new IOException("not everything could be written; the log says why, the lines are kept");
        }
    }

    /** The same, on the worker's thread; false where the disk refused. */
    boolean settle() {
        state.lock();
        try {
            open.seal(block -> true);
        } finally {
            state.unlock();
        }
        return sealer.drain() && commit();
    }

    /** Has everything sealed signed, then compares it with what is on the disk. */
    LogVerification verify(StoreAudit audit) throws IOException {
        onWorker(() -> sealer.drain() && commit());
        return audit.runBeside(new StoreAudit.Quiet() {
            @Override
            public <T> T during(Callable<T> work) throws IOException {
                return onWorker(work);
            }
        });
    }

    /** Does the work on the worker's thread and waits for it. */
    <T> T onWorker(Callable<T> work) throws IOException {
        try {
            return worker.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while blocks are written; they go on being written", e);
        } catch (ExecutionException e) {
            throw new IOException("could not write blocks: " + e.getMessage(), e);
        }
    }

    /** One round, now. */
    void once() throws IOException {
        onWorker(() -> {
            tickQuietly();
            return true;
        });
    }

    /** Whether the store is being closed: long work is to be left for the next start. */
    boolean isEnding() {
        return ending;
    }

    /** Seals everything queued. On the worker's thread. */
    void sealQueued() throws IOException {
        if (!sealer.drain()) {
            throw new IOException("blocks could not be written");
        }
    }

    private void tickQuietly() {
        try {
            routine();
        } catch (RuntimeException e) {
            LOG.error("the log store's housekeeping failed; it is tried again", e);
        }
        perform(duties);
    }

    /** A failure is told once, until there is another one. */
    private void perform(List<Duty> duties) {
        for (Duty duty : duties) {
            try {
                duty.perform();
                failures.remove(duty);
            } catch (IOException | RuntimeException e) {
                if (!e.toString().equals(failures.put(duty, e.toString()))) {
                    LOG.error("the log store's housekeeping failed; it is tried again", e);
                }
            }
        }
    }

    /** Seals what is full or old, and commits when it is time. On the worker's thread; long work calls it in between. */
    void routine() {
        state.lock();
        try {
            long oldest = clock.millis() - config.blockAge().toMillis();
            long pressedUntil = log.bytes() > config.walBytes() ? middleSequence() : 0;
            open.seal(block -> block.openedMillis() <= oldest || block.firstSequence() < pressedUntil);
        } finally {
            state.unlock();
        }
        boolean drained = sealer.drain();
        boolean due =
                clock.millis() - lastCommitMillis >= config.commitInterval().toMillis();
        if (drained && (due || log.bytes() > config.walBytes())) {
            commit();
        }
    }

    private long middleSequence() {
        long first = open.firstUnsealed(log.nextSequence());
        return first + (log.nextSequence() - first) / 2 + 1;
    }

    /** Makes what is sealed count and drops what the write-ahead log need not keep. On the worker's thread. */
    boolean commit() {
        lastCommitMillis = clock.millis();
        perform(beforeCommit);
        if (!sealer.commit(days.loaded())) {
            return false;
        }
        long needed = firstNeeded();
        try {
            heads.write(log.durableThrough());
            log.dropBefore(needed);
            return true;
        } catch (IOException e) {
            LOG.error("could not shorten the write-ahead log; it is tried again", e);
            return false;
        }
    }

    /** Taken between two batches: one that is in the log but not in its blocks yet must not leave the log. */
    private long firstNeeded() {
        order.lock();
        state.lock();
        try {
            return open.firstUnsealed(log.nextSequence());
        } finally {
            state.unlock();
            order.unlock();
        }
    }

    @Override
    public void close() {
        ending = true;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("blocks are still being written; what is missing comes back from the write-ahead log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
