package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.change.ChangeBook;
import dev.nightjar.postmortems.incident.Incident.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins what was recorded about an incident with its pages, their alerts and the service's changes. */
final class IncidentJoin {
    private static final Duration CHANGES_BEFORE = Duration.ofMinutes(30);

    private final IncidentHistory history;
    private final List<PageHistory> pages;
    private final ChangeBook changes;

    IncidentJoin(IncidentHistory history, List<PageHistory> pages, ChangeBook changes) {
        this.history = history;
        this.pages = pages;
        this.changes = changes;
    }

    Incident incident() {
        Instant acknowledgedAt = history.acknowledged == null ? null : history.acknowledged.at();
        String acknowledgedBy = history.acknowledged == null ? "" : history.acknowledged.by();
        for (PageHistory page : pages) {
            Instant at = page.acknowledgedAt;
            if (at != null && (acknowledgedAt == null || at.isBefore(acknowledgedAt))) {
                acknowledgedAt = at;
                acknowledgedBy = page.acknowledgedBy;
            }
        }
        Instant since = earliest(page -> page.opened.since());
        Instant resolvedAt = history.resolved == null ? null : history.resolved.at();
        List<ChangeBook.Recorded> changed = changes(since, resolvedAt);
        return new Incident(
                history.opened.incidentId(),
                history.opened.service(),
                history.opened.title(),
                resolvedAt != null ? State.RESOLVED : acknowledgedAt != null ? State.ACKNOWLEDGED : State.OPEN,
                history.opened.at(),
                history.opened.openedBy(),
                since,
                earliest(page -> page.alert.firedAt != null ? page.alert.firedAt : page.opened.at()),
                earliest(page -> page.acceptedAt),
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                history.resolved == null ? "" : history.resolved.by(),
                history.resolved == null ? "" : history.resolved.text(),
                history.cause,
                List.copyOf(history.pageIds),
                List.copyOf(history.evidence.values()),
                List.copyOf(history.impacts.values()),
                changed.stream().map(ChangeBook.Recorded::change).toList(),
                timeline(changed),
                history.postmortemId);
    }

    private List<ChangeBook.Recorded> changes(@Nullable Instant since, @Nullable Instant resolvedAt) {
        Instant start = since != null && since.isBefore(history.opened.at()) ? since : history.opened.at();
        for (var impact : history.impacts.values()) {
            start = impact.at().isBefore(start) ? impact.at() : start;
        }
        return changes.of(history.opened.service(), start.minus(CHANGES_BEFORE), resolvedAt);
    }

    private List<TimelineEntry> timeline(List<ChangeBook.Recorded> changed) {
        List<TimelineEntry> timeline = new ArrayList<>(history.entries());
        List<AlertEpisode> seen = new ArrayList<>();
        for (PageHistory page : pages) {
            timeline.addAll(page.entries());
            if (!seen.contains(page.alert)) {
                seen.add(page.alert);
                timeline.addAll(page.alert.entries);
            }
        }
        for (ChangeBook.Recorded each : changed) {
            ChangeRecorded change = each.change();
            timeline.add(new TimelineEntry(
                    change.at(),
                    TimelineEntry.Kind.CHANGE,
                    change.kind() + ": " + change.summary()
                            + (change.instance().isEmpty() ? "" : " on " + change.instance()),
                    change.by(),
                    Links.service(change.service(), change.instance()),
                    each.offset()));
        }
        timeline.sort(TimelineEntry.ORDER);
        return timeline;
    }

    private @Nullable Instant earliest(Function<PageHistory, @Nullable Instant> time) {
        Instant earliest = null;
        for (PageHistory page : pages) {
            Instant at = time.apply(page);
            earliest = earliest == null || (at != null && at.isBefore(earliest)) ? at : earliest;
        }
        return earliest;
    }
}
