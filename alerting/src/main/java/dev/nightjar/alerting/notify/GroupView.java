package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import java.util.List;

/** Alerts that are told of together, and to whom. */
public record GroupView(String routeId, String groupKey, String receiver, Labels groupLabels, List<KnownAlert> alerts) {
    public GroupView {
        alerts = List.copyOf(alerts);
    }
}
