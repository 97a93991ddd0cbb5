package dev.nightjar.alerting.action;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.ActionEvent.ActionAttempted;
import dev.nightjar.model.event.ActionEvent.ActionHeld;
import dev.nightjar.model.event.ActionEvent.ActionOver;
import dev.nightjar.model.event.ActionEvent.ActionQueued;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How every action stands, rebuilt from events. Thread-safe. */
public final class ActionBook {
    /** An action for one of the things it tells apart. */
    record Place(String action, Labels key) {}

    /** A request that has not got through yet. */
    record Pending(ActionQueued request, int attempts, Instant nextAttemptAt) {}

    private final Map<Place, Spell> spells = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** Follows an event. */
    public synchronized void apply(ActionEvent event) {
        switch (event) {
            case ActionQueued queued -> {
                Place place = new Place(queued.action(), queued.key());
                spells.put(place, spell(place).queued(queued));
                pending.put(queued.actionId(), new Pending(queued, 0, queued.at()));
            }
            case ActionHeld held -> {
                Place place = new Place(held.action(), held.key());
                spells.put(place, spell(place).held(held));
            }
            case ActionOver over -> {
                Place place = new Place(over.action(), over.key());
                spells.put(place, spell(place).over());
            }
            case ActionAttempted attempt -> attempted(attempt);
        }
    }

    private void attempted(ActionAttempted attempt) {
        Pending was = pending.remove(attempt.actionId());
        if (was == null) {
            return;
        }
        Instant next = attempt.nextAttemptAt();
        if (attempt.outcome() == Outcome.RETRY && next != null) {
            pending.put(attempt.actionId(), new Pending(was.request, attempt.attempt(), next));
        }
        Place place = new Place(was.request.action(), was.request.key());
        Spell spell = spell(place);
        ActionQueued last = spell.last();
        if (last != null && last.actionId().equals(attempt.actionId())) {
            spells.put(place, spell.attempted(attempt));
        }
    }

    synchronized Spell spell(Place place) {
        return spells.getOrDefault(place, Spell.NONE);
    }

    synchronized Map<Place, Spell> spells() {
        return new LinkedHashMap<>(spells);
    }

    synchronized List<Pending> due(Instant now) {
        List<Pending> due = new ArrayList<>();
        for (Pending one : pending.values()) {
            if (!one.nextAttemptAt.isAfter(now)) {
                due.add(one);
            }
        }
        return due;
    }

    synchronized Optional<Pending> pending(String actionId) {
        return Optional.ofNullable(pending.get(actionId));
    }
}
