package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.Notifications;
import dev.nightjar.alerting.notify.GroupView;
import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.notify.Suppression;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.oncall.Policy;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.alerting.silence.Silence;
import dev.nightjar.alerting.silence.SilenceResult;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.api.HistoryDocuments.PastPage;
import dev.nightjar.web.api.HistoryDocuments.Preview;
import dev.nightjar.web.api.NoticeDocuments.NoticeAlert;
import dev.nightjar.web.api.NoticeDocuments.NoticeReceiver;
import dev.nightjar.web.api.RouteDocuments.RouteExplanation;
import dev.nightjar.web.api.SilenceDocuments.SilenceDocument;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@link Notices} by the alert engine. */
final class AlertingNotices implements Notices {
    /** What is over for longer is in the history only. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private static final Duration LOOKED_BACK = Duration.ofDays(7);
    private static final int PREVIEWED = 100;

    private final Alerting alerting;
    private final Notifications notifications;
    private final InstantSource clock;

    AlertingNotices(Alerting alerting, InstantSource clock) {
        this.alerting = alerting;
        this.notifications = alerting.notifications();
        this.clock = clock;
    }

    @Override
    public List<SilenceDocument> silences() {
        Instant now = clock.instant();
        List<KnownAlert> firing = notifications.alerts();
        return notifications.silences().stream()
                .filter(silence -> silence.occurrence(now).endsAt().plus(SHOWN).isAfter(now))
                .sorted(order(now))
                .map(silence -> SilenceDocuments.of(silence, firing, now))
                .toList();
    }

    private static Comparator<Silence> order(Instant now) {
        return Comparator.comparingInt((Silence silence) -> switch (silence.state(now)) {
                    case ACTIVE -> 0;
                    case PENDING -> 1;
                    case EXPIRED -> 2;
                })
                .thenComparingLong(silence -> switch (silence.state(now)) {
                    case ACTIVE -> silence.occurrence(now).endsAt().toEpochMilli();
                    case PENDING -> silence.occurrence(now).startsAt().toEpochMilli();
                    case EXPIRED -> -silence.occurrence(now).endsAt().toEpochMilli();
                });
    }

    @Override
    public Preview preview(List<Matcher> matchers) {
        List<KnownAlert> matched = notifications.matched(matchers);
        Instant since = clock.instant().minus(LOOKED_BACK);
        List<Page> recent = alerting.pages().stream()
                .filter(page -> !page.opened().at().isBefore(since))
                .toList();
        List<PastPage> held = recent.stream()
                .filter(page -> page.alerts().stream().allMatch(labels -> matchesAll(matchers, labels)))
                .map(PastPage::of)
                .toList();
        return new Preview(
                matched.size(),
                matched.stream()
                        .limit(PREVIEWED)
                        .map(alert -> alert.labels().toMap())
                        .toList(),
                LOOKED_BACK.toSeconds(),
                held.size(),
                recent.size(),
                held.stream().limit(PREVIEWED).toList());
    }

    private static boolean matchesAll(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    @Override
    public SilenceDocument save(SilenceWish wish) {
        return switch (notifications.silence(wish)) {
            case SilenceResult.Saved saved -> silence(saved.id());
            case SilenceResult.Invalid invalid -> throw new HttpProblem(400, invalid.reason(), "body", null);
            case SilenceResult.Unknown unknown -> throw unknown(unknown.id());
        };
    }

    @Override
    public SilenceDocument expire(String silenceId, String by) {
        if (!notifications.expire(silenceId, by)) {
            throw unknown(silenceId);
        }
        return silence(silenceId);
    }

    private SilenceDocument silence(String id) {
        return notifications
                .silence(id)
                .map(silence -> SilenceDocuments.of(silence, notifications.alerts(), clock.instant()))
                .orElseThrow(() -> unknown(id));
    }

    private static HttpProblem unknown(String silenceId) {
        return HttpProblem.notFound(
                "there is no silence \"" + silenceId + "\"", "GET /nightjar/v1/silences lists them");
    }

    @Override
    public NoticeDocuments.Notices notices() {
        Routing routing = notifications.routing();
        return new NoticeDocuments.Notices(
                routing.fromFile(),
                routing.receivers().values().stream()
                        .sorted(Comparator.comparing(Receiver::name))
                        .map(receiver -> new NoticeReceiver(
                                receiver.name(),
                                RouteDocuments.integrations(receiver),
                                Receiver.isOnCall(receiver.name())))
                        .toList(),
                notifications.groups().stream()
                        .sorted(Comparator.comparing(GroupView::receiver).thenComparing(GroupView::groupLabels))
                        .map(group -> NoticeDocuments.group(group, alerts(group)))
                        .toList());
    }

    private List<NoticeAlert> alerts(GroupView group) {
        return group.alerts().stream()
                .map(alert -> new NoticeAlert(
                        alert.labels().toMap(), alert.startsAt().toEpochMilli(), heldBy(alert.labels())))
                .toList();
    }

    private List<String> heldBy(Labels alert) {
        Suppression.Held held = notifications.held(alert);
        List<String> by = new ArrayList<>(held.silencedBy());
        if (!held.inhibitedBy().isEmpty()) {
            by.add("inhibited");
        }
        return by;
    }

    @Override
    public RouteExplanation route(Labels alert) {
        Instant now = clock.instant();
        Routing routing = notifications.routing();
        Suppression.Held held = notifications.held(alert);
        return new RouteExplanation(
                routing.fromFile(),
                RouteDocuments.steps(routing, alert),
                routing.routes().routesOf(alert).stream()
                        .map(route -> RouteDocuments.target(routing, route, alert, people(route, alert), now))
                        .toList(),
                held.silencedBy(),
                held.inhibitedBy().stream().map(Labels::toMap).toList());
    }

    private List<String> people(Route route, Labels alert) {
        if (!Receiver.isOnCall(route.receiver())) {
            return List.of();
        }
        String named = Receiver.policy(route.receiver());
        Policy policy = named.isEmpty()
                ? alerting.people().policyOf(alert.get("service"))
                : alerting.people().policy(named);
        return alerting.people().called(policy.step(0), clock.instant()).stream()
                .map(Person::displayName)
                .toList();
    }
}
