package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One alert from pending to inactive. Shared by the pages it opened. */
final class AlertEpisode {
    final List<TimelineEntry> entries = new ArrayList<>();

    @Nullable
    Instant firedAt;

    void apply(AlertTransitioned transition, long offset) {
        String name = transition.labels().get("alertname");
        String text = switch (transition.to()) {
            case PENDING -> name + " pending: its expression holds, value " + NumberText.of(transition.value());
            case FIRING -> name + " fires, value " + NumberText.of(transition.value());
            case INACTIVE -> name + " is over";
        };
        if (transition.to() == AlertEvent.State.FIRING && firedAt == null) {
            firedAt = transition.at();
        }
        entries.add(new TimelineEntry(transition.at(), TimelineEntry.Kind.ALERT, text, "", "/alerts", offset));
    }
}
