package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to read lines in the order in which they came: which streams had lines last, the order of lines in the
 * blocks sealed last, and how far lines are durable. Guarded by the store's lock but for what is said to be not.
 *
 * <p>Open blocks know their lines' numbers; blocks on the disk, sorted by time, do not. Their order is kept here for
 * the newest of them and forgotten at a restart: then a block's lines are all handed over again to a reader that had
 * stopped among them, which misses none.
 */
final class Arrivals {
    /** Of the order of sealed blocks, in memory: some minutes of a busy store. */
    private static final long MAX_ORDER_BYTES = 8 << 20;

    /** In the order of {@link Touch#number}. */
    private final LinkedHashMap<DayStream, Touch> touched = new LinkedHashMap<>();

    private final LinkedHashMap<BlockKey, ArrivalOrder> orders = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong durable = new AtomicLong();
    private long orderBytes;
    private long collected;
    /** All streams with lines from this number on were touched. */
    private long touchedFrom = Long.MAX_VALUE;

    /** A stream got lines from this number on; those before it in order got none since. */
    private record Touch(Day day, long number) {}

    /** The store was opened; what was replayed from {@code first} to {@code last} is there. */
    void opened(long first, long last) {
        touchedFrom = Math.min(first, touchedFrom);
        collected = last;
        durable.set(last);
    }

    /** A stream gets lines, the first of this number. */
    void touch(Day day, DayStream stream, long number) {
        touchedFrom = Math.min(number, touchedFrom);
        touched.putLast(stream, new Touch(day, number));
    }

    /** All lines up to this number are in their blocks. */
    void collected(long number) {
        collected = number;
    }

    long collected() {
        return collected;
    }

    /** A block was sealed from an open one. */
    void sealed(BlockEntry entry, ArrivalOrder order) {
        orders.put(BlockKey.of(entry), order);
        orderBytes += order.weight();
        while (orderBytes > MAX_ORDER_BYTES) {
            orderBytes -= orders.pollFirstEntry().getValue().weight();
        }
    }

    /** A block's lines are not those any more that were sealed. */
    void forget(BlockEntry entry) {
        ArrivalOrder known = orders.remove(BlockKey.of(entry));
        orderBytes -= known == null ? 0 : known.weight();
    }

    /** A block, by its link in the chain. */
    private record BlockKey(String hash) {
        static BlockKey of(BlockEntry entry) {
            return new BlockKey(HexFormat.of().formatHex(entry.hash()));
        }
    }

    @Nullable
    ArrivalOrder order(BlockEntry entry) {
        return orders.get(BlockKey.of(entry));
    }

    /** The day is gone. */
    void forget(long dayNumber) {
        touched.values().removeIf(touch -> touch.day().number() == dayNumber);
    }

    /** Streams that may have lines after this number, with their days; null where days must be asked. */
    @Nullable
    List<Map.Entry<DayStream, Day>> streamsAfter(long number) {
        if (number + 1 < touchedFrom) {
            return null;
        }
        List<Map.Entry<DayStream, Day>> streams = new ArrayList<>();
        for (Map.Entry<DayStream, Touch> entry : touched.sequencedEntrySet().reversed()) {
            streams.add(Map.entry(entry.getKey(), entry.getValue().day()));
            if (entry.getValue().number() <= number) {
                break;
            }
        }
        return streams;
    }

    /** Lines up to this number are on the disk; listeners are told. Without the lock. */
    void durable(long number) {
        durable.accumulateAndGet(number, Math::max);
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    /** Without the lock. */
    long durable() {
        return durable.get();
    }

    AutoCloseable subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
