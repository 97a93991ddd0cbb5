package dev.nightjar.alerting;

import dev.nightjar.alerting.notify.GroupView;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.notify.NoticeOutbox;
import dev.nightjar.alerting.notify.Suppression;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.alerting.silence.Silence;
import dev.nightjar.alerting.silence.SilenceResult;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.SilenceEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Alertmanager's half of alerting, from the outside: alerts received, routes, groups, silences. Thread-safe. */
public final class Notifications implements AutoCloseable {
    private final NoticeDesk desk;
    private final Ledger ledger;
    private final NoticeOutbox outbox;
    private final InstantSource clock;

    Notifications(NoticeDesk desk, Ledger ledger, NoticeOutbox outbox, InstantSource clock) {
        this.desk = desk;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Takes alerts that have no problem ({@code Intake.problem}); they are durable when this returns. */
    public void receive(List<IncomingAlert> alerts) {
        ledger.record(() -> desk.received(alerts, clock.instant()));
    }

    /** Every alert that fires, ours and received ones. */
    public List<KnownAlert> alerts() {
        return desk.groups.pool().firing();
    }

    public Optional<KnownAlert> alert(Labels labels) {
        return desk.groups.pool().alert(labels);
    }

    /** What holds an alert back now, whatever its routes. */
    public Suppression.Held held(Labels labels) {
        return desk.suppression.of(labels, clock.instant());
    }

    /** Names of the time intervals in which its routes tell of nothing now; empty if any of them tells. */
    public List<String> mutedBy(Labels labels) {
        Routing routing = routing();
        List<String> muting = new ArrayList<>();
        for (Route route : routing.routes().routesOf(labels)) {
            List<String> names = routing.mutedBy(route, clock.instant());
            if (names.isEmpty()) {
                return List.of();
            }
            muting.addAll(names);
        }
        return muting.stream().distinct().toList();
    }

    public Routing routing() {
        return desk.groups.routing();
    }

    public List<GroupView> groups() {
        return desk.groups.views();
    }

    /** In the order in which they were made, with those that are over. */
    public List<Silence> silences() {
        return desk.silences.all();
    }

    public Optional<Silence> silence(String id) {
        return desk.silences.silence(id);
    }

    /** The alerts that fire now and that these would hold back. */
    public List<KnownAlert> matched(List<Matcher> matchers) {
        return alerts().stream()
                .filter(alert -> matchers.stream().allMatch(matcher -> matcher.matches(alert.labels())))
                .toList();
    }

    /** Makes or changes a silence; it is durable when this returns. */
    public SilenceResult silence(SilenceWish wish) {
        Instant now = clock.instant();
        Optional<String> problem = desk.silenceRules.problem(wish, now);
        if (problem.isPresent()) {
            return new SilenceResult.Invalid(problem.get());
        }
        List<SilenceEvent> events =
                ledger.silence(() -> desk.silenceRules.save(wish, now).orElse(List.of()));
        return events.isEmpty()
                ? new SilenceResult.Unknown(wish.id())
                : new SilenceResult.Saved(events.getLast().silenceId());
    }

    /** Ends a silence; false when there is none of this id. One that is over stays so. */
    public boolean expire(String silenceId, String by) {
        Optional<Silence> silence = desk.silences.silence(silenceId);
        if (silence.isEmpty()) {
            return false;
        }
        ledger.silence(() ->
                desk.silenceRules.expire(desk.silences.silence(silenceId).orElseThrow(), by, "", clock.instant()));
        return true;
    }

    void use(Routing routing, Instant now) {
        desk.groups.use(routing);
        ledger.record(() -> desk.opened(now));
    }

    void deliver(Instant now, Executor executor) {
        outbox.deliver(now, executor);
    }

    @Override
    public void close() {
        outbox.close();
    }
}
