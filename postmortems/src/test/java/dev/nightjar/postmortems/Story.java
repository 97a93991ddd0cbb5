package dev.nightjar.postmortems;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.NotificationAttempted;
import dev.nightjar.model.event.PageEvent.NotificationQueued;
import dev.nightjar.model.event.PageEvent.Outcome;
import dev.nightjar.model.event.PageEvent.PageAcknowledged;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PageEvent.PageResolved;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The events of a night: checkout's disk became slow at 02:41. */
final class Story {
    static final Labels ALERT = Labels.of("alertname", "CheckoutBurnsBudget", "service", "checkout");
    static final String RULE = "shop.yml;checkout;CheckoutBurnsBudget";

    private Story() {}

    /** A time of that night, such as {@code 02:41:10}. */
    static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }

    static Event alert(String time, State from, State to) {
        return new AlertTransitioned(
                at(time), RULE, ALERT, Map.of(), from, to, at("02:42:30"), null, null, to == State.INACTIVE ? 0 : 14.4);
    }

    static Event page(String time, String pageId, String service, PageEvent.Severity severity) {
        return new PageOpened(
                at(time),
                pageId,
                RULE,
                ALERT,
                service,
                severity,
                service + " burns its budget 14x",
                "3.2 % of requests fail",
                Map.of(),
                at("02:42:30"),
                "primary",
                "burn > 14.4",
                14.4);
    }

    static Event page(String time) {
        return page(time, "page-1", "checkout", PageEvent.Severity.PAGE);
    }

    static List<Event> sent(String time) {
        return List.of(
                new PageEscalated(at(time), "page-1", 0, List.of("ada"), at("02:49:00")),
                new NotificationQueued(
                        at(time), "page-1", "n-1", PageEvent.Kind.TRIGGER, "ada", "webhook", "http://phone", 0),
                new NotificationAttempted(at(time), "page-1", "n-1", 1, Outcome.ACCEPTED, "204", null));
    }

    static Event acknowledged(String time) {
        return new PageAcknowledged(at(time), "page-1", "ada");
    }

    static Event over(String time) {
        return new PageResolved(at(time), "page-1", "");
    }

    static ChangeRecorded deploy(String time, String id) {
        return new ChangeRecorded(at(time), id, "checkout", "", "deploy", "2.4.1", "ci", Map.of("commit", "9f2c"));
    }
}
