package dev.nightjar.alerting.silence;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.SilenceEvent.SilenceExpired;
import dev.nightjar.model.event.SilenceEvent.SilenceReminded;
import dev.nightjar.model.event.SilenceEvent.SilenceSaved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All silences, as the events say. Thread-safe. */
public final class SilenceBook {
    private final Map<String, Silence> silences = new LinkedHashMap<>();

    /** Those of {@link #silences} that may hold something back, now or later. */
    private final Map<String, Silence> living = new LinkedHashMap<>();

    private final Map<String, Instant> reminded = new HashMap<>();

    /** When an alert that fires last matched; of the memory only, so a start begins anew. */
    private final Map<String, Instant> lastMatched = new HashMap<>();

    public synchronized void apply(SilenceEvent event) {
        switch (event) {
            case SilenceSaved saved -> put(Silence.of(saved));
            case SilenceExpired expired -> {
                Silence silence = silences.get(expired.silenceId());
                if (silence != null && silence.expiredAt() == null) {
                    String why = expired.by().isEmpty()
                            ? expired.reason()
                            : expired.by() + (expired.reason().isEmpty() ? "" : ": " + expired.reason());
                    put(silence.expired(expired.at(), why));
                }
            }
            case SilenceReminded told -> reminded.put(told.silenceId(), told.endsAt());
        }
    }

    private void put(Silence silence) {
        silences.put(silence.id(), silence);
        if (silence.expiredAt() == null) {
            living.put(silence.id(), silence);
        } else {
            living.remove(silence.id());
        }
    }

    /** In the order in which they were made. */
    public synchronized List<Silence> all() {
        return new ArrayList<>(silences.values());
    }

    public synchronized Optional<Silence> silence(String id) {
        return Optional.ofNullable(silences.get(id));
    }

    synchronized List<Silence> living() {
        return new ArrayList<>(living.values());
    }

    /** Those whose last end is over need not be looked at again. */
    synchronized void bury(Instant now) {
        living.values().removeIf(silence -> silence.state(now) == Silence.State.EXPIRED);
    }

    synchronized @Nullable Instant remindedOf(String id) {
        return reminded.get(id);
    }

    /** When something last matched, or {@code since} where nothing did. */
    synchronized Instant lastMatched(String id, Instant since) {
        return lastMatched.merge(id, since, (a, b) -> a.isAfter(b) ? a : b);
    }

    synchronized void matched(String id, Instant now) {
        lastMatched.put(id, now);
    }

    /** The silences that hold an alert back at {@code now}. */
    public synchronized List<String> silencing(Labels labels, Instant now) {
        List<String> ids = new ArrayList<>();
        for (Silence silence : living.values()) {
            if (silence.isActive(now) && silence.matches(labels)) {
                ids.add(silence.id());
            }
        }
        return ids;
    }
}
