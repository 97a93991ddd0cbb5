package dev.nightjar.web.alertmanager;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.alerting.Notifications;
import dev.nightjar.alerting.delivery.Fingerprint;
import dev.nightjar.alerting.notify.GroupView;
import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.notify.Suppression;
import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.Re2;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts and their groups, with what is asked of them. */
final class AlertQuestions {
    private final Notifications notifications;
    private final InstantSource clock;

    AlertQuestions(Notifications notifications, InstantSource clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    /** What is asked for. */
    private record Question(
            boolean active,
            boolean silenced,
            boolean inhibited,
            boolean muted,
            List<Matcher> matchers,
            Pattern receiver,
            List<Matcher> receivers) {
        static Question of(Exchange exchange) {
            return new Question(
                    Flags.of(exchange, "active"),
                    Flags.of(exchange, "silenced"),
                    Flags.of(exchange, "inhibited"),
                    Flags.of(exchange, "muted"),
                    AlertQuestions.matchers(exchange, "filter"),
                    receiver(exchange),
                    AlertQuestions.matchers(exchange, "receiver_matchers"));
        }

        /** By its name, or by its labels. */
        boolean wants(Optional<Receiver> asked, String name) {
            Labels labels = asked.map(Receiver::labels).orElseGet(() -> Labels.of("name", name));
            return receiver.matches(name) && receivers.stream().allMatch(matcher -> matcher.matches(labels));
        }

        private static Pattern receiver(Exchange exchange) {
            try {
                return Re2.compileWhole(exchange.parameter("receiver").orElse(".*"));
            } catch (PatternSyntaxException | IllegalArgumentException e) {
                throw new HttpProblem(400, "failed to parse receiver param: " + e.getMessage(), null, null);
            }
        }

        boolean wants(Labels labels, Suppression.Held held, List<String> mutedBy) {
            boolean isActive = !held.isHeld() && mutedBy.isEmpty();
            return (silenced || held.silencedBy().isEmpty())
                    && (inhibited || held.inhibitedBy().isEmpty())
                    && (muted || mutedBy.isEmpty())
                    && (active || !isActive)
                    && matchers.stream().allMatch(matcher -> matcher.matches(labels));
        }
    }

    static List<Matcher> matchers(Exchange exchange, String parameter) {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : exchange.parameters(parameter)) {
            try {
                matchers.addAll(MatcherText.parse(text));
            } catch (IllegalArgumentException e) {
                throw new HttpProblem(400, "bad matcher format: " + e.getMessage(), null, null);
            }
        }
        return matchers;
    }

    Reply alerts(Exchange exchange) {
        Question question = Question.of(exchange);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (KnownAlert alert : byFingerprint(notifications.alerts())) {
            List<String> receivers = notifications.routing().routes().routesOf(alert.labels()).stream()
                    .map(Route::receiver)
                    .toList();
            if (receivers.stream().anyMatch(name -> wants(question, name))) {
                document(alert, receivers, notifications.mutedBy(alert.labels()), question)
                        .ifPresent(documents::add);
            }
        }
        return Json.reply(documents);
    }

    Reply groups(Exchange exchange) {
        Question question = Question.of(exchange);
        List<Map<String, Object>> documents = new ArrayList<>();
        List<GroupView> groups = notifications.groups().stream()
                .sorted(Comparator.comparingInt(
                                (GroupView group) -> group.groupLabels().size())
                        .thenComparing(GroupView::groupLabels)
                        .thenComparing(GroupView::receiver))
                .toList();
        for (GroupView group : groups) {
            if (!wants(question, group.receiver())) {
                continue;
            }
            List<String> mutedBy = notifications
                    .routing()
                    .routes()
                    .byId(group.routeId())
                    .map(route -> notifications.routing().mutedBy(route, clock.instant()))
                    .orElse(List.of());
            List<Map<String, Object>> alerts = new ArrayList<>();
            for (KnownAlert alert : byLabels(group.alerts())) {
                document(alert, List.of(group.receiver()), mutedBy, question).ifPresent(alerts::add);
            }
            if (!alerts.isEmpty()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("alerts", alerts);
                document.put("labels", group.groupLabels().toMap());
                document.put("routeLabels", Map.of());
                document.put("receiver", Map.of("name", group.receiver()));
                documents.add(document);
            }
        }
        return Json.reply(documents);
    }

    private boolean wants(Question question, String receiver) {
        return question.wants(notifications.routing().receiver(receiver), receiver);
    }

    /** As a notice lists them. */
    private static List<KnownAlert> byLabels(List<KnownAlert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing(
                                (KnownAlert alert) -> alert.labels().get("job"))
                        .thenComparing(alert -> alert.labels().get("instance"))
                        .thenComparing(KnownAlert::labels))
                .toList();
    }

    private static List<KnownAlert> byFingerprint(List<KnownAlert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing((KnownAlert alert) -> Fingerprint.of(alert.labels())))
                .toList();
    }

    private Optional<Map<String, Object>> document(
            KnownAlert alert, List<String> receivers, List<String> mutedBy, Question question) {
        Suppression.Held held = notifications.held(alert.labels());
        if (!question.wants(alert.labels(), held, mutedBy)) {
            return Optional.empty();
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "inhibitedBy", held.inhibitedBy().stream().map(Fingerprint::of).toList());
        status.put("silencedBy", held.silencedBy());
        status.put("mutedBy", mutedBy);
        status.put("state", held.isHeld() || !mutedBy.isEmpty() ? "suppressed" : "active");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("annotations", new TreeMap<>(alert.annotations()));
        document.put("endsAt", ApiTime.of(endsAt(alert)));
        document.put("fingerprint", Fingerprint.of(alert.labels()));
        document.put(
                "receivers",
                receivers.stream().map(name -> Map.of("name", name)).toList());
        document.put("startsAt", ApiTime.of(alert.startsAt()));
        document.put("status", status);
        document.put("updatedAt", ApiTime.of(alert.updatedAt()));
        if (!alert.generatorUrl().isEmpty()) {
            document.put("generatorURL", alert.generatorUrl());
        }
        document.put("labels", alert.labels().toMap());
        return Optional.of(document);
    }

    /** What is ours lasts until we say otherwise: so long, as far as whoever asks need know. */
    private Instant endsAt(KnownAlert alert) {
        Instant expires = alert.expiresAt();
        return expires != null
                ? expires
                : clock.instant().plus(notifications.routing().resolveTimeout());
    }
}
