package dev.nightjar.alerting;

import dev.nightjar.alerting.notify.Dispatcher;
import dev.nightjar.alerting.notify.Dispatcher.Beginning;
import dev.nightjar.alerting.notify.GroupBook;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.notify.Intake;
import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.notify.OnCallRoutes;
import dev.nightjar.alerting.notify.Suppression;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.silence.SilenceBook;
import dev.nightjar.alerting.silence.SilenceRules;
import dev.nightjar.alerting.silence.SilenceRules.Ending;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.AlertReceived;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the ledger asks of notices and silences; everything here gives events or follows them. */
final class NoticeDesk {
    final GroupBook groups;
    final SilenceBook silences;
    final SilenceRules silenceRules;
    final Suppression suppression;
    final OnCallRoutes onCall;
    private final Intake intake;
    private final Dispatcher dispatcher;
    private final String baseUrl;

    NoticeDesk(
            GroupBook groups,
            SilenceBook silences,
            SilenceRules silenceRules,
            Suppression suppression,
            Dispatcher dispatcher,
            String baseUrl) {
        this.groups = groups;
        this.silences = silences;
        this.silenceRules = silenceRules;
        this.suppression = suppression;
        this.dispatcher = dispatcher;
        this.onCall = new OnCallRoutes(groups);
        this.intake = new Intake(groups);
        this.baseUrl = baseUrl;
    }

    void resume(Instant now) {
        groups.resume();
        intake.grantTime(now);
    }

    /** The groups that alerts need which begin to fire. */
    List<NoticeEvent> opened(List<AlertTransitioned> begun, Instant now) {
        return dispatcher.open(
                begun.stream().map(alert -> new Beginning(alert.labels(), now)).toList(), now);
    }

    /** The groups that what fires needs and that are not there yet: the tree of routes is another one. */
    List<NoticeEvent> opened(Instant now) {
        return dispatcher.open(
                groups.pool().firing().stream()
                        .map(alert -> new Beginning(alert.labels(), now))
                        .toList(),
                now);
    }

    /** Keeps what is rendered anew at each evaluation. */
    void refresh(String rule, ActiveAlert alert, Instant now) {
        groups.refresh(alert.labels(), rule, alert.annotations(), now);
    }

    /** The events of alerts that somebody sent. */
    List<NoticeEvent> received(List<IncomingAlert> alerts, Instant now) {
        return withGroups(intake.events(alerts, now), now);
    }

    private List<NoticeEvent> withGroups(List<NoticeEvent> received, Instant now) {
        List<Beginning> begun = new ArrayList<>();
        for (NoticeEvent event : received) {
            if (event instanceof AlertReceived alert && alert.endsAt().isAfter(now)) {
                begun.add(new Beginning(alert.labels(), alert.startsAt()));
            }
        }
        List<NoticeEvent> events = new ArrayList<>(dispatcher.open(begun, now));
        events.addAll(received);
        return events;
    }

    /** The alerts that fire and that nothing holds back. */
    List<Shown> unheld(Instant now) {
        return groups.pool().firing().stream()
                .filter(alert -> !suppression.of(alert.labels(), now).isHeld())
                .map(KnownAlert::shown)
                .toList();
    }

    List<NoticeEvent> due(Instant now) {
        return dispatcher.due(now);
    }

    void done(Instant now) {
        dispatcher.done(now);
    }

    /** Silences that end by themselves, and an alert of our own for each that is about to end and holds something back. */
    List<Event> silencesDue(Instant now) {
        SilenceRules.Due due = silenceRules.due(groups.pool().firingLabels(), now);
        List<Event> events = new ArrayList<>(due.events());
        List<NoticeEvent> reminders = new ArrayList<>();
        due.ending().forEach(ending -> reminders.add(reminder(ending, now)));
        events.addAll(withGroups(reminders, now));
        return events;
    }

    private AlertReceived reminder(Ending ending, Instant now) {
        String id = ending.silence().id();
        return new AlertReceived(
                now,
                Labels.of(
                        "alertname",
                        "SilenceEnding",
                        "severity",
                        "warning",
                        "silence",
                        id,
                        "created_by",
                        ending.silence().createdBy()),
                Map.of(
                        "summary",
                        "The silence of " + ending.silence().createdBy() + " ends at " + ending.endsAt() + ", and "
                                + stillFires(ending.held().size()),
                        "description",
                        ending.silence().comment()),
                now,
                ending.endsAt(),
                false,
                baseUrl + "/silences/" + id);
    }

    private static String stillFires(int alerts) {
        return alerts == 1
                ? "1 alert that it holds back still fires"
                : alerts + " alerts that it holds back still fire";
    }
}
