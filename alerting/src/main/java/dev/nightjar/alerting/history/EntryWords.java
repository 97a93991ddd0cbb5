package dev.nightjar.alerting.history;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.NoticeAttempted;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.StoredEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says of events what happened; of a notice what became of it, which stands behind it in the log and was read before. */
final class EntryWords {
    private final Function<String, Optional<PageOpened>> pages;
    private final Map<String, NoticeAttempted> attempts;

    EntryWords(Function<String, Optional<PageOpened>> pages, Map<String, NoticeAttempted> attempts) {
        this.pages = pages;
        this.attempts = attempts;
    }

    /** Nothing for events that are no news to people. */
    Optional<HistoryEntry> entry(StoredEvent stored) {
        return switch (stored.event()) {
            case AlertTransitioned transition -> alert(stored, transition);
            case PageEvent page -> page(stored, page);
            case NoticeEvent notice -> notice(stored, notice);
            case SilenceEvent silence -> Optional.of(silence(stored, silence));
            case OnCallEvent onCall -> Optional.of(onCall(stored, onCall));
            case ActionEvent action -> action(stored, action);
            default -> Optional.empty();
        };
    }

    private static Optional<HistoryEntry> alert(StoredEvent stored, AlertTransitioned transition) {
        boolean fired = transition.to() == State.FIRING && transition.from() != State.FIRING;
        boolean over = transition.to() == State.INACTIVE && transition.from() == State.FIRING;
        if (!fired && !over) {
            return Optional.empty();
        }
        String summary = transition
                .annotations()
                .getOrDefault("summary", transition.labels().get("alertname"));
        return Optional.of(
                entry(stored, fired ? "fired" : "over", transition.rule(), transition.labels(), "", "", summary));
    }

    private Optional<HistoryEntry> page(StoredEvent stored, PageEvent event) {
        Optional<PageOpened> about = pages.apply(event.pageId());
        return switch (event) {
            case PageOpened opened -> Optional.of(page(stored, about, "paged", "", opened.summary()));
            case PageEvent.PageEscalated step ->
                Optional.of(
                        page(stored, about, "called", String.join(", ", step.people()), "step " + (step.step() + 1)));
            case PageEvent.NotificationQueued queued ->
                Optional.of(page(
                        stored,
                        about,
                        queued.kind().name().toLowerCase(Locale.ROOT),
                        queued.person(),
                        "by " + queued.channel()));
            case PageEvent.NotificationAttempted attempt ->
                attempt.outcome() == PageEvent.Outcome.ACCEPTED
                        ? Optional.empty()
                        : Optional.of(page(
                                stored,
                                about,
                                "not sent",
                                "",
                                "attempt " + attempt.attempt() + ": " + attempt.detail()));
            case PageEvent.PageAcknowledged ack ->
                Optional.of(page(
                        stored, about, "acknowledged", ack.by(), ack.until() == null ? "" : "until " + ack.until()));
            case PageEvent.PageReleased released ->
                Optional.of(page(
                        stored, about, "released", released.by(), released.by().isEmpty() ? "its time was over" : ""));
            case PageEvent.AlertJoined joined ->
                Optional.of(new HistoryEntry(
                        stored.offset(),
                        joined.at(),
                        "joined",
                        joined.rule(),
                        joined.service(),
                        joined.alertLabels(),
                        "",
                        joined.pageId(),
                        joined.summary()));
            case PageEvent.PageJudged judged ->
                Optional.of(page(stored, about, judged.useful() ? "useful" : "noise", judged.by(), judged.text()));
            case PageEvent.PageResolved end ->
                Optional.of(page(stored, about, "resolved", end.by(), end.by().isEmpty() ? "the alerts are over" : ""));
        };
    }

    private static HistoryEntry page(
            StoredEvent stored, Optional<PageOpened> about, String kind, String person, String text) {
        PageEvent event = (PageEvent) stored.event();
        return new HistoryEntry(
                stored.offset(),
                event.at(),
                kind,
                about.map(PageOpened::rule).orElse(""),
                about.map(PageOpened::service).orElse(""),
                about.map(PageOpened::alertLabels).orElse(Labels.EMPTY),
                person,
                event.pageId(),
                text);
    }

    private Optional<HistoryEntry> notice(StoredEvent stored, NoticeEvent event) {
        return switch (event) {
            case NoticeEvent.AlertReceived received -> {
                boolean fires = received.endsAt().isAfter(received.at());
                yield Optional.of(entry(
                        stored,
                        fires ? "received" : "over",
                        "",
                        received.labels(),
                        "",
                        "",
                        received.annotations().getOrDefault("summary", "")));
            }
            case NoticeEvent.AlertLapsed lapsed ->
                Optional.of(entry(stored, "over", "", lapsed.labels(), "", "", "its sender said nothing more of it"));
            case NoticeQueued queued -> Optional.of(queued(stored, queued));
            case NoticeAttempted attempt -> {
                attempts.putIfAbsent(attempt.noticeId(), attempt);
                yield Optional.empty();
            }
            case NoticeEvent.GroupOpened opened -> Optional.empty();
            case NoticeEvent.GroupClosed closed -> Optional.empty();
            case NoticeEvent.NoticeDropped dropped -> Optional.empty();
        };
    }

    private HistoryEntry queued(StoredEvent stored, NoticeQueued queued) {
        NoticeAttempted last = attempts.get(queued.noticeId());
        String became = last == null
                ? "not sent"
                : last.outcome().name().toLowerCase(Locale.ROOT) + " (" + last.detail() + "), attempt "
                        + last.attempt();
        long firing =
                queued.alerts().stream().filter(alert -> alert.endsAt() == null).count();
        Labels common =
                Labels.common(queued.alerts().stream().map(Shown::labels).toList());
        return new HistoryEntry(
                stored.offset(),
                queued.at(),
                "sent",
                "",
                common.get("service"),
                common,
                queued.receiver(),
                "",
                queued.integration() + ", " + queued.reason() + ": " + firing + " firing, "
                        + (queued.alerts().size() - firing) + " over; " + became);
    }

    private static Optional<HistoryEntry> action(StoredEvent stored, ActionEvent event) {
        return switch (event) {
            case ActionEvent.ActionQueued queued ->
                Optional.of(entry(
                        stored,
                        queued.dryRun() ? "would act" : "acted",
                        "",
                        queued.key(),
                        "",
                        "",
                        queued.action() + ", " + queued.reason() + ", for "
                                + queued.alerts().size() + " alerts"));
            case ActionEvent.ActionHeld held ->
                Optional.of(entry(
                        stored,
                        "action held",
                        "",
                        held.key(),
                        "",
                        "",
                        held.action() + ": its cool-down ends at " + held.until()));
            case ActionEvent.ActionAttempted attempt ->
                attempt.outcome() == PageEvent.Outcome.ACCEPTED
                        ? Optional.empty()
                        : Optional.of(entry(
                                stored,
                                "action not sent",
                                "",
                                Labels.EMPTY,
                                "",
                                "",
                                attempt.actionId() + ", attempt " + attempt.attempt() + ": " + attempt.detail()));
            case ActionEvent.ActionOver over -> Optional.empty();
        };
    }

    private static HistoryEntry onCall(StoredEvent stored, OnCallEvent event) {
        return switch (event) {
            case OnCallEvent.ShiftOverridden made ->
                entry(
                        stored,
                        "shift handed over",
                        "",
                        Labels.EMPTY,
                        made.by(),
                        "",
                        made.person() + " has " + made.rotation() + " from " + made.from() + " until " + made.until()
                                + (made.reason().isEmpty() ? "" : ": " + made.reason()) + " (" + made.overrideId()
                                + ")");
            case OnCallEvent.ShiftOverrideEnded ended ->
                entry(stored, "override ended", "", Labels.EMPTY, ended.by(), "", ended.overrideId());
        };
    }

    private static HistoryEntry silence(StoredEvent stored, SilenceEvent event) {
        return switch (event) {
            case SilenceEvent.SilenceSaved saved ->
                entry(
                        stored,
                        "silenced",
                        "",
                        Labels.EMPTY,
                        saved.createdBy(),
                        "",
                        saved.silenceId() + " until " + saved.endsAt() + ": " + saved.comment());
            case SilenceEvent.SilenceExpired expired ->
                entry(
                        stored,
                        "silence ended",
                        "",
                        Labels.EMPTY,
                        expired.by(),
                        "",
                        expired.silenceId() + (expired.reason().isEmpty() ? "" : ": " + expired.reason()));
            case SilenceEvent.SilenceReminded told ->
                entry(stored, "silence ends soon", "", Labels.EMPTY, "", "", told.silenceId() + " at " + told.endsAt());
        };
    }

    private static HistoryEntry entry(
            StoredEvent stored, String kind, String rule, Labels labels, String person, String pageId, String text) {
        return new HistoryEntry(
                stored.offset(), stored.event().at(), kind, rule, labels.get("service"), labels, person, pageId, text);
    }
}
