package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.NoticeEvent.AlertReceived;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert, wherever it comes from.
 *
 * @param rule identity of the rule of ours behind it; empty: it was received
 * @param endedAt null while it fires
 * @param expiresAt when it is taken to be over unless it is heard of again; null: it is ours, so that we would know
 * @param timesOut whether {@code expiresAt} is a guess, as the sender said nothing of an end
 */
public record KnownAlert(
        Labels labels,
        Map<String, String> annotations,
        String rule,
        Instant startsAt,
        @Nullable Instant endedAt,
        @Nullable Instant expiresAt,
        boolean timesOut,
        Instant updatedAt,
        String generatorUrl) {
    public KnownAlert {
        annotations = Map.copyOf(annotations);
    }

    static KnownAlert of(AlertReceived event) {
        boolean over = !event.endsAt().isAfter(event.at());
        return new KnownAlert(
                event.labels(),
                event.annotations(),
                "",
                event.startsAt(),
                over ? event.endsAt() : null,
                event.endsAt(),
                event.timesOut(),
                event.at(),
                event.generatorUrl());
    }

    static KnownAlert of(AlertTransitioned event, String generatorUrl) {
        Instant firedAt = event.firedAt();
        return new KnownAlert(
                event.labels(),
                event.annotations(),
                event.rule(),
                firedAt == null ? event.at() : firedAt,
                null,
                null,
                false,
                event.at(),
                generatorUrl);
    }

    public boolean fires() {
        return endedAt == null;
    }

    KnownAlert ended(Instant at) {
        return new KnownAlert(labels, annotations, rule, startsAt, at, expiresAt, timesOut, updatedAt, generatorUrl);
    }

    KnownAlert expiring(Instant at) {
        return new KnownAlert(labels, annotations, rule, startsAt, endedAt, at, timesOut, updatedAt, generatorUrl);
    }

    KnownAlert saying(Map<String, String> newAnnotations, Instant at) {
        return new KnownAlert(labels, newAnnotations, rule, startsAt, endedAt, expiresAt, timesOut, at, generatorUrl);
    }

    /** As a notice shows it. */
    public Shown shown() {
        return new Shown(labels, annotations, startsAt, endedAt, generatorUrl);
    }
}
