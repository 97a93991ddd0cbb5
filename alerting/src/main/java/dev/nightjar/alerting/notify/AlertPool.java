package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.routing.InhibitRule;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All alerts that fire, ours and received ones. One label set is one alert, though several rules and senders may speak
 * of it. Thread-safe.
 */
public final class AlertPool {
    private final Map<Labels, Map<String, KnownAlert>> alerts = new LinkedHashMap<>();
    private InhibitIndex inhibitions = new InhibitIndex(List.of());

    synchronized void inhibit(List<InhibitRule> rules) {
        InhibitIndex index = new InhibitIndex(rules);
        alerts.keySet().forEach(index::add);
        inhibitions = index;
    }

    synchronized void put(KnownAlert alert) {
        Map<String, KnownAlert> sources = alerts.computeIfAbsent(alert.labels(), labels -> new LinkedHashMap<>());
        if (sources.isEmpty()) {
            inhibitions.add(alert.labels());
        }
        sources.put(alert.rule(), alert);
    }

    /** What the alert is now that one of its sources says that it is over; null where it was not known. */
    synchronized @Nullable KnownAlert end(Labels labels, String rule, Instant at) {
        Map<String, KnownAlert> sources = alerts.get(labels);
        KnownAlert ended = sources == null ? null : sources.remove(rule);
        if (sources == null || ended == null) {
            return null;
        }
        if (sources.isEmpty()) {
            alerts.remove(labels);
            inhibitions.remove(labels);
            return ended.ended(at);
        }
        return merged(sources);
    }

    /** Changes what is only remembered: an expiry, annotations. */
    synchronized void change(Labels labels, String rule, UnaryOperator<KnownAlert> change) {
        Map<String, KnownAlert> sources = alerts.get(labels);
        if (sources != null) {
            sources.computeIfPresent(rule, (name, alert) -> change.apply(alert));
        }
    }

    synchronized Optional<KnownAlert> of(Labels labels, String rule) {
        return Optional.ofNullable(alerts.getOrDefault(labels, Map.of()).get(rule));
    }

    public synchronized Optional<KnownAlert> alert(Labels labels) {
        Map<String, KnownAlert> sources = alerts.get(labels);
        return sources == null ? Optional.empty() : Optional.of(merged(sources));
    }

    /** All that fire, in the order in which they began to. */
    public synchronized List<KnownAlert> firing() {
        return alerts.values().stream().map(AlertPool::merged).toList();
    }

    public synchronized List<Labels> firingLabels() {
        return new ArrayList<>(alerts.keySet());
    }

    /** What was received and fires. */
    public synchronized List<KnownAlert> received() {
        List<KnownAlert> received = new ArrayList<>();
        for (Map<String, KnownAlert> sources : alerts.values()) {
            KnownAlert alert = sources.get("");
            if (alert != null) {
                received.add(alert);
            }
        }
        return received;
    }

    private static KnownAlert merged(Map<String, KnownAlert> sources) {
        KnownAlert newest = sources.values().stream()
                .max(Comparator.comparing(KnownAlert::updatedAt))
                .orElseThrow();
        if (sources.size() == 1) {
            return newest;
        }
        Instant start = sources.values().stream()
                .map(KnownAlert::startsAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new KnownAlert(
                newest.labels(),
                newest.annotations(),
                newest.rule(),
                start,
                null,
                newest.expiresAt(),
                newest.timesOut(),
                newest.updatedAt(),
                newest.generatorUrl());
    }

    /**
     * The alerts that hold {@code target} back.
     *
     * @param beginning alerts that begin to fire at this very moment and are not in the pool yet
     */
    public synchronized List<Labels> inhibiting(Labels target, List<Labels> beginning) {
        return inhibitions.inhibiting(target, beginning);
    }
}
