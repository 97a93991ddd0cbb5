package dev.nightjar.journal;

import dev.nightjar.model.event.Event;
import java.util.HashMap;
import java.util.Map;

/**
 * The kinds of events a journal can hold: every record that {@link Event} permits, under its simple name, with the
 * version of its shape. A name or a component, once written, keeps its meaning for ever.
 */
final class EventTypes {
    /** Shapes that have grown since their first version. A component that was added is optional when an older one is read. */
    private static final Map<String, Integer> GROWN = Map.of("PageAcknowledged", 2);

    private static final int FIRST_VERSION = 1;

    private final Map<String, Class<? extends Event>> byName = new HashMap<>();

    EventTypes() {
        collect(Event.class);
    }

    private void collect(Class<?> type) {
        if (type.isRecord()) {
            Class<? extends Event> known = byName.put(type.getSimpleName(), type.asSubclass(Event.class));
            if (known != null) {
                throw new IllegalStateException(
                        known.getName() + " and " + type.getName() + " would be the same kind of event in the journal");
            }
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        }
    }

    Map<String, Class<? extends Event>> byName() {
        return Map.copyOf(byName);
    }

    static int version(String name) {
        return GROWN.getOrDefault(name, FIRST_VERSION);
    }
}
