package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All alerts that are pending or firing, as the events say. Thread-safe. */
public final class AlertBook {
    private final Map<String, Map<Labels, ActiveAlert>> byRule = new HashMap<>();
    private @Nullable Instant alive;

    public synchronized void apply(AlertEvent event) {
        atWork(event.at());
        switch (event) {
            case AlertTransitioned transition -> apply(transition);
            case AlertEvent.EvaluationCheckpoint checkpoint -> {}
        }
    }

    /** Evaluation went on at {@code at}. */
    public synchronized void atWork(Instant at) {
        alive = alive == null || at.isAfter(alive) ? at : alive;
    }

    private void apply(AlertTransitioned transition) {
        Map<Labels, ActiveAlert> alerts = byRule.computeIfAbsent(transition.rule(), rule -> new LinkedHashMap<>());
        if (transition.to() == State.INACTIVE) {
            alerts.remove(transition.labels());
        } else {
            alerts.put(transition.labels(), ActiveAlert.of(transition));
        }
        if (alerts.isEmpty()) {
            byRule.remove(transition.rule());
        }
    }

    /** Brings values and annotations up to date, which are rendered anew each time and not worth an event. */
    public synchronized void refresh(RuleStep step) {
        Map<Labels, ActiveAlert> alerts = byRule.get(step.rule().id());
        if (alerts != null) {
            alerts.replaceAll((labels, alert) -> step.active().getOrDefault(labels, alert));
        }
    }

    /** A copy, by labels, in the order in which they became active. */
    public synchronized Map<Labels, ActiveAlert> of(String rule) {
        return new LinkedHashMap<>(byRule.getOrDefault(rule, Map.of()));
    }

    /** When evaluation was last known to go on; null when it never did. */
    public synchronized @Nullable Instant alive() {
        return alive;
    }

    /** Whether a time without evaluation would have to be left out for any alert. */
    public synchronized boolean isTiming() {
        return byRule.values().stream()
                .flatMap(alerts -> alerts.values().stream())
                .anyMatch(AlertBook::isTiming);
    }

    private static boolean isTiming(ActiveAlert alert) {
        return !alert.firing() || alert.keepFiringSince() != null;
    }

    /** Events that leave out the time since evaluation was last known to go on. */
    public synchronized List<AlertEvent> resumeAt(Instant now) {
        if (alive == null || !now.isAfter(alive)) {
            return List.of();
        }
        Duration gap = Duration.between(alive, now);
        List<AlertEvent> events = new ArrayList<>();
        byRule.forEach((rule, alerts) -> alerts.values().stream()
                .filter(AlertBook::isTiming)
                .forEach(alert -> events.add(alert.movedOnBy(gap).transition(now, rule, alert.state()))));
        return events;
    }

    /** Events that end the alerts of every rule that is not in {@code known}. */
    public synchronized List<AlertTransitioned> endAllBut(Set<String> known, Instant now) {
        List<AlertTransitioned> events = new ArrayList<>();
        byRule.forEach((rule, alerts) -> {
            if (!known.contains(rule)) {
                alerts.values().forEach(alert -> events.add(alert.end(now, rule)));
            }
        });
        return events;
    }

    public synchronized boolean isEmpty() {
        return byRule.isEmpty();
    }
}
