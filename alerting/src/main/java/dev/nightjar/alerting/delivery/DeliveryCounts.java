package dev.nightjar.alerting.delivery;

import dev.nightjar.model.event.PageEvent.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How many attempts to send ended how, by way ({@code email}, {@code webhook}, …), since the start. Thread-safe. */
public final class DeliveryCounts {
    private final ConcurrentMap<String, Map<Outcome, LongAdder>> byWay = new ConcurrentHashMap<>();

    public void add(String way, Outcome outcome) {
        byWay.computeIfAbsent(way, each -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, each -> new LongAdder())
                .increment();
    }

    /** By way in order, of each way every outcome there can be. */
    public Map<String, Map<Outcome, Long>> sums() {
        Map<String, Map<Outcome, Long>> sums = new TreeMap<>();
        byWay.forEach((way, counts) -> {
            Map<Outcome, Long> all = new TreeMap<>();
            for (Outcome outcome : Outcome.values()) {
                LongAdder count = counts.get(outcome);
                all.put(outcome, count == null ? 0L : count.sum());
            }
            sums.put(way, all);
        });
        return sums;
    }
}
