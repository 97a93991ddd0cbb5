package dev.nightjar.alerting.oncall;

import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.OnCallEvent.ShiftOverridden;
import dev.nightjar.model.event.OnCallEvent.ShiftOverrideEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The overrides that people made, as the events say. Those that are over are kept for as long as a schedule may be asked
 * for, and only so many of them: the log has all of them for ever. Thread-safe.
 */
public final class HandOverBook {
    static final Duration KEPT = Duration.ofDays(400);
    static final int MOST_OVER = 2_000;

    private final Map<String, HandOver> handOvers = new LinkedHashMap<>();
    private volatile List<HandOver> all = List.of();

    public synchronized void apply(OnCallEvent event) {
        switch (event) {
            case ShiftOverridden made -> {
                // an id whose override is long forgotten may come again, and is as new as any other
                handOvers.remove(made.overrideId());
                handOvers.put(made.overrideId(), HandOver.of(made));
            }
            case ShiftOverrideEnded ended ->
                handOvers.computeIfPresent(
                        ended.overrideId(),
                        (id, known) -> known.endedAt() == null ? known.ended(ended.at(), ended.by()) : known);
        }
        forget(event.at());
        all = List.copyOf(handOvers.values());
    }

    private void forget(Instant now) {
        Deque<HandOver> over = new ArrayDeque<>(handOvers.values().stream()
                .filter(each -> each.state(now) == HandOver.State.OVER)
                .sorted(Comparator.comparing(HandOver::end))
                .toList());
        while (!over.isEmpty()
                && (over.size() > MOST_OVER || over.getFirst().end().isBefore(now.minus(KEPT)))) {
            handOvers.remove(over.removeFirst().id());
        }
    }

    /** In the order in which they were made; the same list until one is made or ended. */
    public List<HandOver> all() {
        return all;
    }

    public synchronized Optional<HandOver> handOver(String id) {
        return Optional.ofNullable(handOvers.get(id));
    }
}
