package dev.nightjar.model.event;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of alerts on their way through the tree of routes: received, grouped, sent to receivers. */
public sealed interface NoticeEvent extends Event {
    /**
     * A sender told of an alert, new or otherwise than before. That it goes on is not written each time it is said.
     *
     * @param endsAt when it is over: in the past, it is; else the latest time at which it is taken to last
     * @param timesOut whether {@code endsAt} is a guess of ours, since the sender named none
     * @param generatorUrl where the sender shows what is behind it, or empty
     */
    record AlertReceived(
            Instant at,
            Labels labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            boolean timesOut,
            String generatorUrl)
            implements NoticeEvent {
        public AlertReceived {
            annotations = Map.copyOf(annotations);
        }
    }

    /** A received alert was not heard of again in time: it is taken to be over since {@code endsAt}. */
    record AlertLapsed(Instant at, Labels labels, Instant endsAt) implements NoticeEvent {}

    /**
     * Alerts of one route that are told together begin to be. What follows is timed from here.
     *
     * @param routeId place in the tree
     * @param groupKey as receivers see it
     * @param firstFlushAt when it is first told of
     */
    record GroupOpened(
            Instant at, String routeId, String groupKey, String receiver, Labels groupLabels, Instant firstFlushAt)
            implements NoticeEvent {}

    /** None of its alerts is left. */
    record GroupClosed(Instant at, String routeId, String groupKey) implements NoticeEvent {}

    /** An alert as a notice shows it; {@code endsAt} is null while it fires. */
    record Shown(
            Labels labels,
            Map<String, String> annotations,
            Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl) {
        public Shown {
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * A notice has to reach a receiver: it stands in the outbox until an attempt is accepted, it failed for good, or a
     * newer one of the same group and integration takes its place.
     *
     * @param integration which of the receiver's, such as {@code webhook[0]}
     * @param reason why now: {@code first}, {@code new alerts}, {@code resolved}, {@code all resolved}, {@code repeat}
     */
    record NoticeQueued(
            Instant at,
            String noticeId,
            String routeId,
            String groupKey,
            String receiver,
            String integration,
            String reason,
            Labels groupLabels,
            List<Shown> alerts)
            implements NoticeEvent {
        public NoticeQueued {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * One attempt to send a queued notice.
     *
     * @param receipt by what the receiver knows what it accepted, so that it can be changed; empty where it did not say
     */
    record NoticeAttempted(
            Instant at,
            String noticeId,
            int attempt,
            PageEvent.Outcome outcome,
            String detail,
            @Nullable Instant nextAttemptAt,
            String receipt)
            implements NoticeEvent {}

    /** A queued notice will not be sent: everything it told of was over before it got through to anybody. */
    record NoticeDropped(Instant at, String noticeId, String reason) implements NoticeEvent {}
}
