package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.GroupOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts of one route that are told of together. Guarded by its book. */
final class Group {
    final GroupOpened opened;

    /** Its alerts, firing and over, as they are now. */
    final Map<Labels, KnownAlert> members = new LinkedHashMap<>();

    final Map<String, Line> lines = new LinkedHashMap<>();

    /** When it was last looked at; null before the first time. */
    @Nullable
    Instant flushedAt;

    Group(GroupOpened opened) {
        this.opened = opened;
    }

    Line line(String integration) {
        return lines.computeIfAbsent(integration, name -> new Line());
    }

    /** The instant of the newest look that is due at {@code now}; null before the first. */
    @Nullable
    Instant slot(Instant now, Duration interval) {
        Duration since = Duration.between(opened.firstFlushAt(), now);
        if (since.isNegative()) {
            return null;
        }
        return opened.firstFlushAt().plus(interval.multipliedBy(since.dividedBy(interval)));
    }

    boolean isDue(Instant now, Duration interval) {
        Instant slot = slot(now, interval);
        Instant last = flushedAt;
        return slot != null && (last == null || slot.isAfter(last));
    }

    /** Whether somebody has yet to hear of {@code labels}. */
    boolean isOwed(Labels labels) {
        for (Line line : lines.values()) {
            Line.Pending pending = line.pending;
            if (line.told.contains(labels)
                    || (pending != null
                            && (pending.firing().contains(labels)
                                    || pending.resolved().contains(labels)))) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what is over and nobody has to hear of, and says which that was. */
    List<Labels> prune() {
        List<Labels> gone = members.values().stream()
                .filter(alert -> !alert.fires() && !isOwed(alert.labels()))
                .map(KnownAlert::labels)
                .toList();
        gone.forEach(members::remove);
        return gone;
    }

    boolean isSpent() {
        return members.isEmpty() && lines.values().stream().allMatch(line -> line.pending == null);
    }
}
