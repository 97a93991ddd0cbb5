package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page with all that became of it. Immutable: each event gives the next.
 *
 * @param opened what is wrong, since when, how bad
 * @param escalations the steps that were taken, and whom each called
 */
public record Page(
        PageOpened opened,
        State state,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable String resolvedBy,
        @Nullable Instant resolvedAt,
        List<PageEscalated> escalations,
        List<Delivery> deliveries) {
    /** Where it stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    public Page {
        escalations = List.copyOf(escalations);
        deliveries = List.copyOf(deliveries);
    }

    static Page of(PageOpened opened) {
        return new Page(opened, State.OPEN, null, null, null, null, List.of(), List.of());
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

    Page after(PageEvent event) {
        return switch (event) {
            case PageOpened again -> this;
            case PageEscalated step -> with(plus(escalations, step), deliveries);
            case PageEvent.NotificationQueued queued -> with(escalations, plus(deliveries, Delivery.of(queued)));
            case PageEvent.NotificationAttempted attempt ->
                with(
                        escalations,
                        deliveries.stream()
                                .map(delivery -> delivery.notificationId().equals(attempt.notificationId())
                                        ? delivery.after(attempt)
                                        : delivery)
                                .collect(Collectors.toList()));
            case PageEvent.PageAcknowledged ack ->
                state == State.OPEN
                        ? new Page(opened, State.ACKNOWLEDGED, ack.by(), ack.at(), null, null, escalations, deliveries)
                        : this;
            case PageEvent.PageResolved end ->
                state == State.RESOLVED
                        ? this
                        : new Page(
                                opened,
                                State.RESOLVED,
                                acknowledgedBy,
                                acknowledgedAt,
                                end.by(),
                                end.at(),
                                escalations,
                                deliveries);
        };
    }

    private Page with(List<PageEscalated> nextEscalations, List<Delivery> nextDeliveries) {
        return new Page(
                opened, state, acknowledgedBy, acknowledgedAt, resolvedBy, resolvedAt, nextEscalations, nextDeliveries);
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
