package dev.nightjar.testkit;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The reference of {@link EventLog}; tests override what is to go wrong, or is to be counted. */
public class InMemoryEventLog implements EventLog {
    private final List<StoredEvent> store = new ArrayList<>();
    private final Map<String, Instant> atWork = new HashMap<>();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public synchronized long append(List<? extends Event> events) {
        List<StoredEvent> appended = new ArrayList<>();
        for (Event event : events) {
            appended.add(new StoredEvent(store.size() + appended.size() + 1L, event));
        }
        store.addAll(appended);
        listeners.forEach(listener -> listener.appended(List.copyOf(appended)));
        return store.size();
    }

    @Override
    public synchronized List<StoredEvent> readAfter(long offset, int limit, Class<? extends Event> kind) {
        return store.stream()
                .skip(offset)
                .filter(stored -> kind.isInstance(stored.event()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long lastOffset() {
        return store.size();
    }

    @Override
    public AutoCloseable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized void noteAtWork(String who, Instant at) {
        atWork.put(who, at);
    }

    @Override
    public synchronized Optional<Instant> lastAtWork(String who) {
        return Optional.ofNullable(atWork.get(who));
    }

    /** All events, for assertions. */
    public synchronized List<Event> events() {
        return store.stream().map(StoredEvent::event).toList();
    }
}
