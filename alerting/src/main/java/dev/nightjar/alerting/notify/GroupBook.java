package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.AlertLapsed;
import dev.nightjar.model.event.NoticeEvent.AlertReceived;
import dev.nightjar.model.event.NoticeEvent.GroupClosed;
import dev.nightjar.model.event.NoticeEvent.GroupOpened;
import dev.nightjar.model.event.NoticeEvent.NoticeAttempted;
import dev.nightjar.model.event.NoticeEvent.NoticeDropped;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All groups with what was told to whom, and the pool of alerts, as the events say. Thread-safe. */
public final class GroupBook {
    private final AlertPool pool = new AlertPool();
    private final Map<GroupId, Group> groups = new LinkedHashMap<>();
    /** Which groups an alert is in, so that a change of one is not looked for in all. */
    private final Map<Labels, Set<Group>> homes = new HashMap<>();

    private final Map<String, Sending> sending = new HashMap<>();
    private final Function<String, String> generatorUrls;
    private Routing routing = Routing.NONE;
    private @Nullable Instant newest;

    /** The group that a notice is of, and which of its lines. */
    private record Sending(Group group, String integration) {}

    /** What makes a group. */
    record GroupId(String routeId, String groupKey) {}

    /**
     * @param generatorUrls the link to what is behind an alert of ours, by its rule's identity
     */
    public GroupBook(Function<String, String> generatorUrls) {
        this.generatorUrls = generatorUrls;
    }

    public AlertPool pool() {
        return pool;
    }

    public synchronized Routing routing() {
        return routing;
    }

    public synchronized void apply(NoticeEvent event) {
        newest = newest == null || event.at().isAfter(newest) ? event.at() : newest;
        switch (event) {
            case AlertReceived received -> {
                KnownAlert alert = KnownAlert.of(received);
                if (alert.fires()) {
                    began(alert);
                } else {
                    ended(alert.labels(), "", received.endsAt());
                }
            }
            case AlertLapsed lapsed -> ended(lapsed.labels(), "", lapsed.endsAt());
            case GroupOpened opened ->
                groups.putIfAbsent(new GroupId(opened.routeId(), opened.groupKey()), new Group(opened));
            case GroupClosed closed -> {
                Group group = groups.remove(new GroupId(closed.routeId(), closed.groupKey()));
                if (group != null) {
                    leave(group, List.copyOf(group.members.keySet()));
                }
            }
            case NoticeQueued queued -> queued(queued);
            case NoticeAttempted attempt -> attempted(attempt);
            case NoticeDropped dropped -> {
                Sending sent = sending.remove(dropped.noticeId());
                if (sent != null) {
                    sent.group().line(sent.integration()).givenUp();
                }
            }
        }
    }

    /** Follows an alert of ours. */
    public synchronized void apply(AlertTransitioned transition) {
        newest = newest == null || transition.at().isAfter(newest) ? transition.at() : newest;
        if (transition.to() == State.FIRING) {
            began(KnownAlert.of(transition, generatorUrls.apply(transition.rule())));
        } else if (transition.from() == State.FIRING) {
            ended(transition.labels(), transition.rule(), transition.at());
        }
    }

    private void began(KnownAlert alert) {
        pool.put(alert);
        KnownAlert merged = pool.alert(alert.labels()).orElse(alert);
        for (Route route : routing.routes().routesOf(alert.labels())) {
            Group group = groups.get(idOf(route, alert.labels()));
            if (group != null) {
                join(group, merged);
            }
        }
    }

    private void ended(Labels labels, String rule, Instant at) {
        KnownAlert now = pool.end(labels, rule, at);
        if (now != null) {
            homes.getOrDefault(labels, Set.of()).forEach(group -> group.members.replace(labels, now));
        }
    }

    private void join(Group group, KnownAlert alert) {
        group.members.put(alert.labels(), alert);
        homes.computeIfAbsent(alert.labels(), labels -> new LinkedHashSet<>()).add(group);
    }

    private void leave(Group group, Collection<Labels> gone) {
        for (Labels labels : gone) {
            group.members.remove(labels);
            homes.computeIfPresent(labels, (key, found) -> {
                found.remove(group);
                return found.isEmpty() ? null : found;
            });
        }
    }

    /** Forgets what is over and nobody has to hear of. */
    synchronized void prune(Group group) {
        leave(group, group.prune());
    }

    static GroupId idOf(Route route, Labels labels) {
        return new GroupId(route.id(), route.groupKey(route.group(labels)));
    }

    synchronized boolean hasGroup(GroupId id) {
        return groups.containsKey(id);
    }

    private void queued(NoticeQueued queued) {
        Group group = groups.get(new GroupId(queued.routeId(), queued.groupKey()));
        if (group == null) {
            return;
        }
        Line.Pending replaced = group.line(queued.integration()).pending;
        if (replaced != null) {
            sending.remove(replaced.notice().noticeId());
        }
        group.line(queued.integration()).queued(queued);
        sending.put(queued.noticeId(), new Sending(group, queued.integration()));
    }

    private void attempted(NoticeAttempted attempt) {
        Sending sent = sending.get(attempt.noticeId());
        if (sent == null) {
            return;
        }
        Line line = sent.group().line(sent.integration());
        switch (attempt.outcome()) {
            case ACCEPTED -> {
                Line.Pending accepted = line.pending;
                line.accepted(attempt.at(), attempt.receipt());
                sending.remove(attempt.noticeId());
                if (accepted != null) {
                    forget(sent.group(), accepted.resolved());
                }
            }
            case FAILED -> {
                line.failed(attempt.at(), attempt.detail());
                sending.remove(attempt.noticeId());
            }
            case RETRY -> {
                Instant next = attempt.nextAttemptAt();
                line.retry(attempt.attempt(), next == null ? attempt.at() : next, attempt.detail());
            }
        }
    }

    /** What is over and was told to be is not told again with what comes next. */
    private void forget(Group group, Set<Labels> over) {
        leave(
                group,
                over.stream()
                        .filter(labels -> !group.isOwed(labels))
                        .filter(labels -> {
                            KnownAlert member = group.members.get(labels);
                            return member != null && !member.fires();
                        })
                        .toList());
    }

    /** Changes what is only remembered of an alert: its expiry, its annotations. */
    synchronized void refresh(Labels labels, String rule, UnaryOperator<KnownAlert> change) {
        pool.change(labels, rule, change);
        pool.alert(labels)
                .ifPresent(alert ->
                        homes.getOrDefault(labels, Set.of()).forEach(group -> group.members.replace(labels, alert)));
    }

    /** Takes annotations that were rendered anew. */
    public void refresh(Labels labels, String rule, Map<String, String> annotations, Instant now) {
        Optional<KnownAlert> known = pool.of(labels, rule);
        if (known.isPresent() && !known.get().annotations().equals(annotations)) {
            refresh(labels, rule, alert -> alert.saying(annotations, now));
        }
    }

    /** From now on this tree. Who was told under another one is still told the end. */
    public synchronized void use(Routing next) {
        routing = next;
        pool.inhibit(next.inhibitions());
        for (Group group : groups.values()) {
            leave(
                    group,
                    group.members.keySet().stream()
                            .filter(labels -> !routesHere(group, labels) && !group.isOwed(labels))
                            .toList());
        }
        for (KnownAlert alert : pool.firing()) {
            for (Route route : next.routes().routesOf(alert.labels())) {
                Group group = groups.get(idOf(route, alert.labels()));
                if (group != null) {
                    join(group, alert);
                }
            }
        }
    }

    boolean routesHere(Group group, Labels labels) {
        return routing.routes().routesOf(labels).stream()
                .anyMatch(route ->
                        idOf(route, labels).equals(new GroupId(group.opened.routeId(), group.opened.groupKey())));
    }

    /** After everything was read: what ran while nobody was there is looked at at once, what is over is forgotten. */
    public synchronized void resume() {
        Instant last = newest;
        for (Group group : groups.values()) {
            group.lines.values().forEach(Line::mayHaveBeenSent);
            prune(group);
            if (last != null) {
                group.flushedAt = group.slot(
                        last,
                        routing.routes()
                                .byId(group.opened.routeId())
                                .orElse(routing.routes().root())
                                .groupInterval());
            }
        }
    }

    /** Groups and their alerts are seen and changed only within {@code work}. */
    synchronized <T> T with(Function<List<Group>, T> work) {
        return work.apply(new ArrayList<>(groups.values()));
    }

    synchronized Optional<Line.Pending> pending(String noticeId) {
        Sending sent = sending.get(noticeId);
        return sent == null
                ? Optional.empty()
                : Optional.ofNullable(sent.group().line(sent.integration()).pending);
    }

    /** By what the receiver knows what it was told of the group before; empty where it never said. */
    synchronized String receipt(String noticeId) {
        Sending sent = sending.get(noticeId);
        return sent == null ? "" : sent.group().line(sent.integration()).receipt();
    }

    /** Notices whose time to be sent has come. */
    synchronized List<NoticeQueued> due(Instant now) {
        List<NoticeQueued> due = new ArrayList<>();
        for (Sending sent : sending.values()) {
            Line.Pending pending = sent.group().line(sent.integration()).pending;
            if (pending != null && !pending.nextAttemptAt().isAfter(now)) {
                due.add(pending.notice());
            }
        }
        return due;
    }

    /** What is being told or was told, as groups, for people to look at. */
    public synchronized List<GroupView> views() {
        return groups.values().stream()
                .map(group -> new GroupView(
                        group.opened.routeId(),
                        group.opened.groupKey(),
                        group.opened.receiver(),
                        group.opened.groupLabels(),
                        group.members.values().stream()
                                .filter(KnownAlert::fires)
                                .toList(),
                        group.lines.entrySet().stream()
                                .map(line -> line.getValue().view(line.getKey()))
                                .toList()))
                .toList();
    }
}
