package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.notify.GroupBook.GroupId;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.AlertLapsed;
import dev.nightjar.model.event.NoticeEvent.GroupClosed;
import dev.nightjar.model.event.NoticeEvent.GroupOpened;
import dev.nightjar.model.event.NoticeEvent.NoticeDropped;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Decides whom to tell what: reads the book, gives events, changes nothing that they do not. As Alertmanager decides
 * it, but for this: whoever was told of an alert is told its end, whatever holds it back by then; a start never tells at
 * once, since what inhibits may not have been heard of yet; and what could not be sent is tried until something newer
 * takes its place, not until the group's interval is over.
 */
public final class Dispatcher {
    private final GroupBook book;
    private final Suppression suppression;
    private final RandomGenerator random;
    private final Predicate<String> inFlight;
    private final Instant settledAt;

    /**
     * @param random gives ids
     * @param inFlight whether a notice, by its id, is being sent at this moment
     * @param settledAt before which no group is told of sooner than its wait
     */
    public Dispatcher(
            GroupBook book,
            Suppression suppression,
            RandomGenerator random,
            Predicate<String> inFlight,
            Instant settledAt) {
        this.book = book;
        this.suppression = suppression;
        this.random = random;
        this.inFlight = inFlight;
        this.settledAt = settledAt;
    }

    /** The groups that alerts which begin to fire need and that are not there yet. */
    public List<NoticeEvent> open(Collection<Beginning> beginning, Instant now) {
        List<NoticeEvent> events = new ArrayList<>();
        Set<GroupId> opened = new LinkedHashSet<>();
        for (Beginning alert : beginning) {
            for (Route route : book.routing().routes().routesOf(alert.labels())) {
                GroupId id = GroupBook.idOf(route, alert.labels());
                if (!book.hasGroup(id) && opened.add(id)) {
                    Instant waited = alert.startsAt().plus(route.groupWait());
                    boolean late = waited.isBefore(now) && !now.isBefore(settledAt);
                    events.add(new GroupOpened(
                            now,
                            route.id(),
                            id.groupKey(),
                            route.receiver(),
                            route.group(alert.labels()),
                            late ? now : now.plus(route.groupWait())));
                }
            }
        }
        return events;
    }

    /** An alert that begins to fire. */
    public record Beginning(Labels labels, Instant startsAt) {}

    /** What time alone brings: received alerts that were not heard of again, and groups whose moment has come. */
    public List<NoticeEvent> due(Instant now) {
        List<NoticeEvent> events = new ArrayList<>();
        for (KnownAlert alert : book.pool().received()) {
            Instant expires = alert.expiresAt();
            if (expires != null && !expires.isAfter(now)) {
                events.add(new AlertLapsed(now, alert.labels(), expires));
            }
        }
        if (events.isEmpty()) {
            // what lapsed is told of next time, when it is known to have
            events.addAll(book.with(groups -> flush(groups, now)));
        }
        return events;
    }

    private List<NoticeEvent> flush(List<Group> groups, Instant now) {
        List<NoticeEvent> events = new ArrayList<>();
        for (Group group : groups) {
            Route root = book.routing().routes().root();
            Optional<Route> route = book.routing().routes().byId(group.opened.routeId());
            Duration interval = route.orElse(root).groupInterval();
            if (group.isDue(now, interval)) {
                events.addAll(flush(group, route.orElse(root), now));
            } else if (group.flushedAt != null && group.isSpent()) {
                events.add(new GroupClosed(now, group.opened.routeId(), group.opened.groupKey()));
            }
        }
        return events;
    }

    /** Once the events of {@link #due} are in the log: the groups that were due were looked at. */
    public void done(Instant now) {
        book.with(groups -> {
            for (Group group : groups) {
                Duration interval = book.routing()
                        .routes()
                        .byId(group.opened.routeId())
                        .orElse(book.routing().routes().root())
                        .groupInterval();
                if (group.isDue(now, interval)) {
                    group.flushedAt = group.slot(now, interval);
                    book.prune(group);
                }
            }
            return true;
        });
    }

    private List<NoticeEvent> flush(Group group, Route route, Instant now) {
        Optional<Receiver> receiver = book.routing().receiver(group.opened.receiver());
        boolean isMuted = !book.routing().mutedBy(route, now).isEmpty();
        List<NoticeEvent> events = new ArrayList<>();
        if (receiver.isEmpty()) {
            // its receiver is gone: nobody is left to be told
            group.lines.values().forEach(line -> {
                line.told.clear();
                line.givenUp();
            });
            return events;
        }
        for (int i = 0; i < receiver.get().integrations().size(); i++) {
            Integration integration = receiver.get().integrations().get(i);
            events.addAll(decide(group, route, receiver.get().integrationName(i), integration, isMuted, now));
        }
        return events;
    }

    private List<NoticeEvent> decide(
            Group group, Route route, String name, Integration integration, boolean isMuted, Instant now) {
        Line line = group.line(name);
        Line.Pending pending = line.pending;
        if (pending != null && inFlight.test(pending.notice().noticeId())) {
            return List.of();
        }
        List<KnownAlert> shown = group.members.values().stream()
                .filter(alert -> isShown(group, alert, line, isMuted, now))
                .sorted(ShownOrder.BY_LABELS)
                .toList();
        Set<Labels> firing = labels(shown, true);
        Set<Labels> resolved = labels(shown, false);
        String reason = line.reason(firing, resolved, integration.sendsResolved(), route.repeatInterval(), now);
        if (reason.isEmpty()) {
            boolean moot = pending != null && firing.isEmpty() && !isMuted && !stillFires(group, pending);
            return moot && pending != null
                    ? List.of(new NoticeDropped(now, pending.notice().noticeId(), "all was over before it got through"))
                    : List.of();
        }
        if (line.isSending(firing, resolved)) {
            return List.of();
        }
        return List.of(new NoticeQueued(
                now,
                newId(),
                group.opened.routeId(),
                group.opened.groupKey(),
                group.opened.receiver(),
                name,
                reason,
                group.opened.groupLabels(),
                shown.stream().map(KnownAlert::shown).toList()));
    }

    private static boolean stillFires(Group group, Line.Pending pending) {
        return pending.firing().stream().anyMatch(labels -> {
            KnownAlert alert = group.members.get(labels);
            return alert != null && alert.fires();
        });
    }

    /** What is over is shown to whoever was told of it, whatever holds it back. */
    private boolean isShown(Group group, KnownAlert alert, Line line, boolean isMuted, Instant now) {
        boolean told = line.told.contains(alert.labels());
        if (!alert.fires() && told) {
            return true;
        }
        // of a route that is no longer there, or no longer takes it, only the end is told
        boolean belongs = book.routesHere(group, alert.labels());
        return belongs && !isMuted && !suppression.of(alert.labels(), now).isHeld();
    }

    private static Set<Labels> labels(List<KnownAlert> alerts, boolean firing) {
        Set<Labels> labels = new LinkedHashSet<>();
        alerts.stream().filter(alert -> alert.fires() == firing).forEach(alert -> labels.add(alert.labels()));
        return labels;
    }

    private String newId() {
        return "n" + Long.toUnsignedString(random.nextLong(), 36);
    }
}
