package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * Alerts that are told of together, and to whom.
 *
 * @param lines what each integration of the receiver knows; one that never had anything to be told is not among them
 */
public record GroupView(
        String routeId,
        String groupKey,
        String receiver,
        Labels groupLabels,
        List<KnownAlert> alerts,
        List<LineView> lines) {
    public GroupView {
        lines = List.copyOf(lines);
        alerts = List.copyOf(alerts);
    }
}
