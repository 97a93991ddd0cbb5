package dev.nightjar.tsdb;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was refused because of limits, and on whose account, for a bounded number of names. Thread-safe. */
final class Refusals {
    private static final int MOST_NAMES = 200;
    private static final String OTHERS = "(others)";

    private record Key(SeriesLimit limit, String name) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    void add(SeriesLimit limit, String name, long samples) {
        Key key = new Key(limit, name);
        if (counts.size() >= MOST_NAMES && !counts.containsKey(key)) {
            key = new Key(limit, OTHERS);
        }
        counts.computeIfAbsent(key, any -> new LongAdder()).add(samples);
    }

    /** The largest first. */
    List<RefusedSamples> list() {
        return counts.entrySet().stream()
                .map(entry -> new RefusedSamples(
                        entry.getKey().limit().code(),
                        entry.getKey().name(),
                        entry.getValue().sum()))
                .sorted(Comparator.comparingLong(RefusedSamples::samples)
                        .reversed()
                        .thenComparing(RefusedSamples::name))
                .toList();
    }
}
