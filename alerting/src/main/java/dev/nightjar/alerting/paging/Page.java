package dev.nightjar.alerting.paging;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.AlertJoined;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageJudged;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page with all that became of it. Immutable: each event gives the next.
 *
 * @param opened what is wrong, since when, how bad
 * @param acknowledgedUntil when it is nobody's again; null: it is not acknowledged, or without an end
 * @param joined further alerts that it stands for
 * @param judgements what people said of its worth, by person
 * @param escalations the steps that were taken, and whom each called
 */
public record Page(
        PageOpened opened,
        State state,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant acknowledgedUntil,
        @Nullable String resolvedBy,
        @Nullable Instant resolvedAt,
        List<AlertJoined> joined,
        Map<String, PageJudged> judgements,
        List<PageEscalated> escalations,
        List<Delivery> deliveries) {
    /** Where it stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    public Page {
        joined = List.copyOf(joined);
        judgements = Map.copyOf(judgements);
        escalations = List.copyOf(escalations);
        deliveries = List.copyOf(deliveries);
    }

    static Page of(PageOpened opened) {
        return new Page(opened, State.OPEN, null, null, null, null, null, List.of(), Map.of(), List.of(), List.of());
    }

    public String id() {
        return opened.pageId();
    }

    /** When the next step is taken; null when nobody else will be called. */
    public @Nullable Instant nextStepAt() {
        return state != State.OPEN || escalations.isEmpty()
                ? null
                : escalations.getLast().nextStepAt();
    }

    /** The people whom a message reached, each once. */
    public List<String> notified() {
        return deliveries.stream()
                .filter(delivery -> delivery.reached(PageEvent.Kind.TRIGGER))
                .map(Delivery::person)
                .distinct()
                .toList();
    }

    /** The people who were called, reached or not, each once. */
    public List<String> called() {
        return escalations.stream()
                .flatMap(step -> step.people().stream())
                .distinct()
                .toList();
    }

    /** The labels of all alerts that it stands for, in the order in which they came. */
    public List<Labels> alerts() {
        List<Labels> alerts = new ArrayList<>();
        alerts.add(opened.alertLabels());
        joined.forEach(alert -> alerts.add(alert.alertLabels()));
        return alerts;
    }

    /** What is wrong, in one line: with all that it stands for by now. */
    public String summary() {
        if (joined.isEmpty()) {
            return opened.summary();
        }
        List<String> summaries = new ArrayList<>();
        summaries.add(ownSummary(opened.annotations(), opened.alertLabels()));
        joined.forEach(alert -> summaries.add(alert.summary()));
        return PageTitle.of(alerts(), summaries);
    }

    /** What one alert says of itself, and its name where it says nothing. */
    static String ownSummary(Map<String, String> annotations, Labels labels) {
        String summary = annotations.getOrDefault("summary", "");
        String service = labels.get("service");
        return summary.isBlank() ? labels.get("alertname") + (service.isEmpty() ? "" : " on " + service) : summary;
    }

    /** What it stands for: rules and services. */
    Set<Subject> subjects() {
        Set<Subject> subjects = new LinkedHashSet<>();
        subjects.add(new Subject(opened.rule(), opened.service()));
        joined.forEach(alert -> subjects.add(new Subject(alert.rule(), alert.service())));
        return subjects;
    }

    /** A rule and the service that its alerts are about. */
    record Subject(String rule, String service) {}

    Page after(PageEvent event) {
        return switch (event) {
            case PageOpened again -> this;
            case PageEscalated step -> with(joined, judgements, plus(escalations, step), deliveries);
            case PageEvent.NotificationQueued queued ->
                with(joined, judgements, escalations, plus(deliveries, Delivery.of(queued)));
            case PageEvent.NotificationAttempted attempt ->
                with(
                        joined,
                        judgements,
                        escalations,
                        deliveries.stream()
                                .map(delivery -> delivery.notificationId().equals(attempt.notificationId())
                                        ? delivery.after(attempt)
                                        : delivery)
                                .collect(Collectors.toList()));
            case PageEvent.PageAcknowledged ack ->
                state == State.RESOLVED ? this : standing(State.ACKNOWLEDGED, ack.by(), ack.at(), ack.until());
            case PageEvent.PageReleased released ->
                state == State.ACKNOWLEDGED ? standing(State.OPEN, null, null, null) : this;
            case AlertJoined alert -> with(plus(joined, alert), judgements, escalations, deliveries);
            case PageJudged judged -> {
                Map<String, PageJudged> more = new LinkedHashMap<>(judgements);
                more.put(judged.by(), judged);
                yield with(joined, more, escalations, deliveries);
            }
            case PageEvent.PageResolved end -> state == State.RESOLVED ? this : resolved(end);
        };
    }

    private Page standing(State next, @Nullable String by, @Nullable Instant at, @Nullable Instant until) {
        return new Page(opened, next, by, at, until, null, null, joined, judgements, escalations, deliveries);
    }

    private Page resolved(PageEvent.PageResolved end) {
        return new Page(
                opened,
                State.RESOLVED,
                acknowledgedBy,
                acknowledgedAt,
                acknowledgedUntil,
                end.by(),
                end.at(),
                joined,
                judgements,
                escalations,
                deliveries);
    }

    private Page with(
            List<AlertJoined> nextJoined,
            Map<String, PageJudged> nextJudgements,
            List<PageEscalated> nextEscalations,
            List<Delivery> nextDeliveries) {
        return new Page(
                opened,
                state,
                acknowledgedBy,
                acknowledgedAt,
                acknowledgedUntil,
                resolvedBy,
                resolvedAt,
                nextJoined,
                nextJudgements,
                nextEscalations,
                nextDeliveries);
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }

    /** Whether time alone can still make something happen to it. */
    boolean isLive() {
        return state != State.RESOLVED || deliveries.stream().anyMatch(Delivery::isUnderway);
    }
}
