package dev.nightjar.alerting.notify;

import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.AlertReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a received alert means. Senders repeat themselves every minute: only a beginning and an end are events,
 * that it goes on is remembered. After a restart an alert therefore lasts until its sender had time to speak again.
 */
public final class Intake {
    private final GroupBook book;

    public Intake(GroupBook book) {
        this.book = book;
    }

    /** What is wrong with an alert, in Alertmanager's words; empty when nothing is. */
    public static Optional<String> problem(IncomingAlert alert) {
        if (alert.labels().isEmpty()) {
            return Optional.of("at least one label pair required");
        }
        if (!alert.labels().get("").isEmpty()) {
            return Optional.of("invalid label set: invalid name \"\"");
        }
        Instant start = alert.startsAt();
        Instant end = alert.endsAt();
        if (start != null && end != null && end.isBefore(start)) {
            return Optional.of("start time must be before end time");
        }
        return Optional.empty();
    }

    /** The events of alerts that have no {@link #problem}. */
    public List<NoticeEvent> events(List<IncomingAlert> alerts, Instant now) {
        Map<dev.nightjar.model.Labels, AlertReceived> events = new LinkedHashMap<>();
        for (IncomingAlert alert : alerts) {
            AlertReceived told = told(alert, now);
            Optional<KnownAlert> known = book.pool().of(alert.labels(), "");
            boolean over = !told.endsAt().isAfter(now);
            boolean fires = known.isPresent() || events.containsKey(alert.labels());
            if (over ? fires : known.isEmpty()) {
                events.merge(alert.labels(), told, (earlier, later) -> over ? later : earlier);
            } else if (known.isPresent()) {
                book.refresh(alert.labels(), "", before -> goesOn(before, told));
            }
        }
        return new ArrayList<>(events.values());
    }

    private AlertReceived told(IncomingAlert alert, Instant now) {
        Duration timeout = book.routing().resolveTimeout();
        Instant end = alert.endsAt();
        Instant start = alert.startsAt();
        return new AlertReceived(
                now,
                alert.labels(),
                alert.annotations(),
                start != null ? start : end != null && end.isBefore(now) ? end : now,
                end != null ? end : now.plus(timeout),
                end == null,
                alert.generatorUrl());
    }

    /** The later word counts, but a guess of ours does not shorten what a sender said. */
    private static KnownAlert goesOn(KnownAlert before, AlertReceived told) {
        Instant expires = before.expiresAt();
        boolean keeps = told.timesOut() && !before.timesOut() && expires != null && expires.isAfter(told.endsAt());
        return new KnownAlert(
                before.labels(),
                told.annotations(),
                before.rule(),
                before.startsAt().isBefore(told.startsAt()) ? before.startsAt() : told.startsAt(),
                null,
                keeps ? expires : told.endsAt(),
                keeps ? before.timesOut() : told.timesOut(),
                told.at(),
                told.generatorUrl());
    }

    /** After a start: who sent these may have said meanwhile that they go on, and has time to say it again. */
    public void grantTime(Instant now) {
        Instant until = now.plus(book.routing().resolveTimeout());
        for (KnownAlert alert : book.pool().received()) {
            Instant expires = alert.expiresAt();
            if (expires != null && expires.isBefore(until)) {
                book.refresh(alert.labels(), "", before -> before.expiring(until));
            }
        }
    }
}
