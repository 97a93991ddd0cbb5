package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.NotificationAttempted;
import dev.nightjar.model.event.PageEvent.NotificationQueued;
import dev.nightjar.model.event.PageEvent.PageAcknowledged;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PageEvent.PageResolved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to one page. */
final class PageHistory {
    final PageOpened opened;
    final long offset;
    final AlertEpisode alert;

    @Nullable
    Instant acceptedAt;

    @Nullable
    Instant acknowledgedAt;

    String acknowledgedBy = "";

    private final List<TimelineEntry> entries = new ArrayList<>();
    private final Map<String, NotificationQueued> queued = new HashMap<>();

    PageHistory(PageOpened opened, long offset, AlertEpisode alert) {
        this.opened = opened;
        this.offset = offset;
        this.alert = alert;
        add(opened.at(), TimelineEntry.Kind.PAGE, "page: " + opened.summary(), "", offset);
    }

    void apply(PageEvent event, long at) {
        switch (event) {
            case PageOpened again -> {}
            case PageEscalated escalated -> escalated(escalated, at);
            case NotificationQueued message -> queued.put(message.notificationId(), message);
            case NotificationAttempted attempt -> attempted(attempt, at);
            case PageAcknowledged acknowledged -> {
                if (acknowledgedAt == null) {
                    acknowledgedAt = acknowledged.at();
                    acknowledgedBy = acknowledged.by();
                }
                add(acknowledged.at(), TimelineEntry.Kind.ACK, "page acknowledged", acknowledged.by(), at);
            }
            case PageEvent.PageReleased released ->
                add(
                        released.at(),
                        TimelineEntry.Kind.ACK,
                        released.by().isEmpty()
                                ? "nobody has the page any more: it was taken for a time that is over"
                                : "page given back",
                        released.by(),
                        at);
            case PageEvent.AlertJoined joined ->
                add(joined.at(), TimelineEntry.Kind.PAGE, "joined the page: " + joined.summary(), "", at);
            case PageEvent.PageJudged judged -> {}
            case PageResolved resolved ->
                add(
                        resolved.at(),
                        TimelineEntry.Kind.PAGE,
                        resolved.by().isEmpty() ? "page closed: the alert is over" : "page closed",
                        resolved.by(),
                        at);
        }
    }

    private void escalated(PageEscalated escalated, long at) {
        String people =
                escalated.people().isEmpty() ? "nobody (nobody is on call)" : String.join(", ", escalated.people());
        if (escalated.step() == 0) {
            add(escalated.at(), TimelineEntry.Kind.PAGE, "paged " + people, "", at);
        } else {
            add(
                    escalated.at(),
                    TimelineEntry.Kind.ESCALATION,
                    "escalated to " + people + " (step " + (escalated.step() + 1) + " of " + opened.policy() + ")",
                    "",
                    at);
        }
    }

    private void attempted(NotificationAttempted attempt, long at) {
        NotificationQueued message = queued.get(attempt.notificationId());
        if (message == null || message.kind() != PageEvent.Kind.TRIGGER) {
            return;
        }
        String by = message.channel() + " to " + message.person();
        switch (attempt.outcome()) {
            case ACCEPTED -> {
                if (acceptedAt == null) {
                    acceptedAt = attempt.at();
                }
                add(attempt.at(), TimelineEntry.Kind.DELIVERY, "page accepted: " + by, "", at);
            }
            case FAILED ->
                add(attempt.at(), TimelineEntry.Kind.DELIVERY, "page failed: " + by + ": " + attempt.detail(), "", at);
            case RETRY -> {
                // The first failure is news; that it goes on failing is in the page's own list.
                if (attempt.attempt() <= 1) {
                    add(
                            attempt.at(),
                            TimelineEntry.Kind.DELIVERY,
                            "page not accepted yet: " + by + ": " + attempt.detail(),
                            "",
                            at);
                }
            }
        }
    }

    private void add(Instant time, TimelineEntry.Kind kind, String text, String by, long at) {
        entries.add(new TimelineEntry(time, kind, text, by, Links.page(opened.pageId()), at));
    }

    List<TimelineEntry> entries() {
        return entries;
    }
}
