package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.paging.FiredAlert;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.model.Labels;
import java.util.Optional;

/**
 * Says which alerts wake whoever is on call. Ours do by their severity, with a tree of routes or without; a received one
 * does by its severity where there is no tree. In a tree, routes to the receiver {@code nightjar} do as well.
 */
public final class OnCallRoutes {
    private final GroupBook book;

    public OnCallRoutes(GroupBook book) {
        this.book = book;
    }

    /** The policy of escalation by which an alert wakes somebody, empty for that of its service; nothing if it does not. */
    public Optional<String> policyOf(Labels labels, boolean isOurs) {
        Routing routing = book.routing();
        boolean bySeverity = (isOurs || !routing.fromFile()) && FiredAlert.saysPage(labels);
        if (!routing.fromFile() || routing.receivers().keySet().stream().noneMatch(Receiver::isOnCall)) {
            return bySeverity ? Optional.of("") : Optional.empty();
        }
        Optional<String> routed = routing.routes().routesOf(labels).stream()
                .map(Route::receiver)
                .filter(Receiver::isOnCall)
                .findFirst()
                .map(Receiver::policy);
        return routed.isEmpty() && bySeverity ? Optional.of("") : routed;
    }
}
