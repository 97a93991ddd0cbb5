package dev.nightjar.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the heap near what is really in use. The serial collector would rather take more memory from the system, up to
 * its limit of almost half the machine, than look for garbage among old objects: with a million series a third of the
 * heap was garbage that nobody had looked for. Other collectors do that by themselves and are left alone.
 */
final class TightHeap implements AutoCloseable {
    private static final String SERIAL_OLD_GENERATION = "Tenured Gen";

    /** As long as old objects take less than this, there is nothing to win. */
    private static final long WORTH_A_LOOK_BYTES = 160L << 20;

    private final @Nullable MemoryPoolMXBean old;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tight-heap").daemon().factory());

    private TightHeap(@Nullable MemoryPoolMXBean old) {
        this.old = old;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what it runs throws nothing
    static TightHeap keep() {
        MemoryPoolMXBean found = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(SERIAL_OLD_GENERATION))
                .findAny()
                .orElse(null);
        TightHeap heap = new TightHeap(found);
        if (found != null) {
            heap.clock.scheduleWithFixedDelay(heap::look, 2, 1, TimeUnit.SECONDS);
        }
        return heap;
    }

    private void look() {
        if (old != null
                && isDue(old.getUsage().getUsed(), old.getCollectionUsage().getUsed())) {
            System.gc();
        }
    }

    /** Whether a quarter has come to what was left after the last full collection (0: there was none). */
    static boolean isDue(long usedBytes, long leftBytes) {
        return usedBytes > Math.max(WORTH_A_LOOK_BYTES, leftBytes + leftBytes / 4);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
